//! Stacks, boxes, fitted lines, heat maps, maps and small charts.

use spec::maps::Maps;

use super::*;
use crate::places::tests::maps;
use crate::style::ink_for;

/// People by town and age; a town has no number of old people, and one has nobody at all.
fn ages() -> Table {
    table(vec![
        (
            "市町",
            text(&[
                "津市",
                "津市",
                "鳥羽市",
                "鳥羽市",
                "志摩市",
                "志摩市",
                "島",
                "島",
            ]),
        ),
        (
            "年齢",
            text(&["若", "老", "若", "老", "若", "老", "若", "老"]),
        ),
        (
            "人口",
            Values::Int(vec![
                Some(30),
                Some(10),
                Some(20),
                Some(60),
                Some(5),
                None,
                Some(0),
                Some(0),
            ]),
        ),
        ("差", ints(&[1, -1, 2, 2, 3, 3, 4, 4])),
    ])
}

fn stacked(stack: ChartStack, y: &str) -> ChartSpec {
    ChartSpec {
        color: "年齢".into(),
        stack,
        ..spec(ChartKind::Bar, "市町", y)
    }
}

#[test]
fn stacked_bars_stand_on_each_other() {
    let data = prepare(&stacked(ChartStack::Stacked, "人口"), &ages()).unwrap();
    for (width, is_lying) in [(700, false), (200, true)] {
        assert_eq!(lies_down(&data, f64::from(width), 14.0), is_lying);
        let marks = marks(&data, width, 400, &Style::default());
        let rect = |series: usize, at: usize| {
            let mut all = marks
                .iter()
                .filter(|mark| (mark.series, mark.at) == (series, at));
            all.next().unwrap().rect
        };
        let long = |rect: Rect| {
            if is_lying {
                rect.right - rect.left
            } else {
                rect.bottom - rect.top
            }
        };
        if is_lying {
            assert_eq!(rect(0, 1).right, rect(1, 1).left);
        } else {
            assert_eq!(rect(0, 1).top, rect(1, 1).bottom);
            assert_eq!(rect(0, 0).left, rect(1, 0).left);
        }
        assert!((long(rect(1, 1)) / long(rect(0, 1)) - 3.0).abs() < 0.01);
        // Each is meant where it stands.
        for (at, mark) in marks
            .iter()
            .enumerate()
            .filter(|(_, mark)| long(mark.rect) > 2.0)
        {
            let (x, y) = middle(mark.rect);
            assert_eq!(mark_at(&marks, x, y), Some(at));
        }
    }
    // The axis reaches the largest sum, 80.
    let said = words(&svg(&data, 700, 400));
    assert!(said.iter().any(|word| word == "80"), "{said:?}");
    let facts = describe(&data).facts;
    assert_eq!(facts[0], Fact::By(Measure::Totals));
    assert!(
        matches!(&facts[1], Fact::Largest { names, value, .. } if names == &["鳥羽市"] && *value == 80.0)
    );
    // Without colours there is nothing to stack.
    let plain = ChartSpec {
        stack: ChartStack::Share,
        ..spec(ChartKind::Bar, "町", "数")
    };
    let one = table(vec![("町", text(&["津市", "島"])), ("数", ints(&[-1, 2]))]);
    let data = prepare(&plain, &one).unwrap();
    assert!(matches!(data.plot, Plot::Bars(bars) if bars.stack == ChartStack::None));
}

#[test]
fn what_is_below_zero_is_not_stacked() {
    for stack in [ChartStack::Stacked, ChartStack::Share] {
        let error = prepare(&stacked(stack, "差"), &ages()).unwrap_err();
        assert_eq!(
            error,
            ChartError::Negative {
                column: "差".into()
            }
        );
    }
    assert!(prepare(&stacked(ChartStack::None, "差"), &ages()).is_ok());
}

#[test]
fn shares_are_told_with_what_they_are_shares_of() {
    let data = prepare(&stacked(ChartStack::Share, "人口"), &ages()).unwrap();
    let Plot::Bars(bars) = &data.plot else {
        panic!()
    };
    let values: Vec<Vec<Option<f64>>> = bars.series.iter().map(|it| it.values.clone()).collect();
    // Where one of the numbers is missing the sum is not known, and where it is 0 there are no shares.
    assert_eq!(
        values,
        [
            [Some(75.0), Some(25.0), None, None],
            [Some(25.0), Some(75.0), None, None]
        ]
    );
    assert_eq!((data.missing, data.unit.as_str()), (4, "%"));
    let marks = marks(&data, 700, 400, &Style::default());
    let read = data.read(&marks[3]).unwrap();
    assert_eq!(
        (
            read.name.as_str(),
            read.value.as_str(),
            read.amount.as_str()
        ),
        ("鳥羽市", "75.0", "60")
    );
    assert_eq!(bars.amount_unit, "人");
    let said = words(&svg(&data, 700, 400));
    assert!(
        said.iter().any(|word| word == "人口の割合（%）"),
        "{said:?}"
    );
    assert!(said.iter().any(|word| word == "100"), "{said:?}");
    assert_eq!(describe(&data).facts[0], Fact::By(Measure::Shares));
    // In the order of the first colour.
    let sorted = ChartSpec {
        sort: ChartSort::Ascending,
        ..stacked(ChartStack::Share, "人口")
    };
    let data = prepare(&sorted, &ages()).unwrap();
    assert!(matches!(data.plot, Plot::Bars(bars) if bars.categories[..2] == ["鳥羽市", "津市"]));
}

fn spread() -> Table {
    table(vec![
        (
            "市町",
            text(&["津市", "四日市市", "桑名市", "鈴鹿市", "鳥羽市", "志摩市"]),
        ),
        ("地域", text(&["北", "北", "北", "北", "南", "南"])),
        (
            "率",
            Values::Float(vec![
                Some(1.0),
                Some(2.0),
                Some(3.0),
                Some(40.0),
                Some(7.0),
                None,
            ]),
        ),
    ])
}

#[test]
fn boxes_tell_quartiles_and_name_outliers() {
    let table = spread();
    let data = prepare(&spec(ChartKind::Box, "地域", "率"), &table).unwrap();
    assert_eq!(data.missing, 1);
    let marks = marks(&data, 700, 400, &Style::default());
    // Two boxes; 40 is within 1.5 times the range of four numbers only if it is not.
    let read: Vec<Reading> = marks.iter().filter_map(|mark| data.read(mark)).collect();
    let (count, parts) = read[0].box_of.clone().unwrap();
    assert_eq!(count, 4);
    assert_eq!(parts, ["1.00", "1.75", "2.50", "12.25", "12.25"]);
    assert_eq!(
        (
            read[1].name.as_str(),
            read[1].series.as_str(),
            read[1].value.as_str()
        ),
        ("北", "鈴鹿市", "40.00")
    );
    assert_eq!((read.len(), read[2].name.as_str()), (3, "南"));
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.part > 0) {
        let (x, y) = middle(mark.rect);
        assert_eq!(mark_at(&marks, x, y), Some(at));
    }
    let facts = describe(&data).facts;
    assert_eq!(facts[0], Fact::By(Measure::Medians));
    assert!(facts.contains(&Fact::Outliers {
        count: 1,
        names: vec!["鈴鹿市".into()]
    }));
    let shown = data_table(&data, &DrawnWords::default());
    assert_eq!(shown.height(), 2);
    assert_eq!(
        shown.value(0, "外れ値"),
        Some(table::Value::Text("鈴鹿市 40.00".into()))
    );
    // All together where no column splits.
    let data = prepare(&spec(ChartKind::Box, "", "率"), &table).unwrap();
    assert!(matches!(&describe(&data).facts[0], Fact::Box(of) if of.count == 5));
    assert!(svg(&data, 300, 300).contains("<svg"));
}

#[test]
fn boxes_with_long_names_lie() {
    let names = ["とても長い名前の地域その一", "とても長い名前の地域その二"];
    let long = table(vec![
        ("地域", text(&[names[0], names[1], names[0], names[1]])),
        ("率", ints(&[10, 20, 30, 40])),
    ]);
    let data = prepare(&spec(ChartKind::Box, "地域", "率"), &long).unwrap();
    assert!(lies_down(&data, 320.0, 14.0));
    let marks = marks(&data, 320, 300, &Style::default());
    assert!(marks[0].rect.bottom < marks[1].rect.top);
    assert!(marks[0].rect.left < marks[1].rect.left);
}

#[test]
fn a_line_goes_through_the_points_of_each_chart() {
    let points = table(vec![
        ("年", text(&["甲", "甲", "甲", "乙", "乙", "乙"])),
        ("x", ints(&[1, 2, 3, 4, 4, 4])),
        ("y", ints(&[2, 4, 6, 1, 2, 3])),
    ]);
    let fitted = ChartSpec {
        fit: ChartFit::Line,
        ..spec(ChartKind::Scatter, "x", "y")
    };
    let data = prepare(&fitted, &points).unwrap();
    let Plot::Points(plot) = &data.plot else {
        panic!()
    };
    assert_eq!(plot.fits.len(), 1);
    let plain = prepare(&spec(ChartKind::Scatter, "x", "y"), &points).unwrap();
    let lines = |data: &ChartData| svg(data, 600, 400).matches("<polyline").count();
    assert_eq!(lines(&data), lines(&plain) + 1);
    let both = describe(&data).facts;
    assert!(matches!(
        both.as_slice(),
        [Fact::Correlation { .. }, Fact::Line { fit: Ok(fit), .. }] if fit.count == 6
    ));
    let each = ChartSpec {
        facet: "年".into(),
        ..fitted
    };
    let data = prepare(&each, &points).unwrap();
    let facts = describe(&data).facts;
    assert!(facts.iter().any(|fact| matches!(
        fact,
        Fact::Line { series, fit: Ok(fit) } if series == "甲" && (fit.slope - 2.0).abs() < 1e-12
    )));
    assert!(facts.contains(&Fact::Line {
        series: "乙".into(),
        fit: Err(NoFit::SameX)
    }));
}

fn cells() -> Table {
    table(vec![
        ("市町", text(&["津市", "津市", "鳥羽市", "鳥羽市"])),
        ("年", ints(&[2016, 2020, 2016, 2020])),
        ("率", Values::Int(vec![Some(28), Some(30), Some(41), None])),
        ("同じ年", ints(&[1, 1, 2, 3])),
    ])
}

#[test]
fn cells_are_read_and_written() {
    let heat = |x: &str| ChartSpec {
        color: "率".into(),
        ..spec(ChartKind::Heat, x, "市町")
    };
    let data = prepare(&heat("年"), &cells()).unwrap();
    let marks = marks(&data, 500, 300, &Style::default());
    let read: Vec<(String, String, String)> = marks
        .iter()
        .filter_map(|mark| data.read(mark))
        .map(|it| (it.name, it.series, it.value))
        .collect();
    let of = |name: &str, series: &str, value: &str| (name.into(), series.into(), value.into());
    assert_eq!(
        read,
        [
            of("津市", "2016", "28"),
            of("津市", "2020", "30"),
            of("鳥羽市", "2016", "41"),
            of("鳥羽市", "2020", ""),
        ]
    );
    let said = words(&svg(&data, 500, 300));
    for word in ["28", "30", "41", "値なし", "2016", "鳥羽市"] {
        assert!(said.iter().any(|other| other == word), "{word}: {said:?}");
    }
    // Narrow cells are coloured, and read one by one.
    let narrow = words(&svg(&data, 90, 300));
    assert!(
        narrow.iter().filter(|word| *word == "30").count() == 0,
        "{narrow:?}"
    );
    assert!(
        matches!(&describe(&data).facts[0], Fact::Largest { names, .. } if names == &["鳥羽市・2016"])
    );
    assert_eq!(data_table(&data, &DrawnWords::default()).width(), 3);
    assert_eq!(
        prepare(&heat("同じ年"), &cells()),
        Err(ChartError::RepeatedCell {
            x: "1".into(),
            y: "津市".into()
        })
    );
    let words = ChartSpec {
        color: "市町".into(),
        ..heat("年")
    };
    assert!(matches!(
        prepare(&words, &cells()),
        Err(ChartError::NotANumber {
            part: ChartPart::Color,
            ..
        })
    ));
    assert_eq!(
        prepare(&spec(ChartKind::Heat, "年", "市町"), &cells()),
        Err(ChartError::NotPicked(ChartPart::Color))
    );
}

#[test]
fn words_in_cells_are_seen_on_every_theme() {
    for (text, background) in [
        (Rgb(26, 26, 28), Rgb(255, 255, 255)),
        (Rgb(236, 236, 238), Rgb(20, 20, 22)),
    ] {
        let palette = Palette::of(text, background);
        for step in 0..=20 {
            let share = 0.12 + 0.88 * f64::from(step) / 20.0;
            let color = background.mix(palette.series[0], share);
            let best = color.contrast(ink_for(color));
            assert!(best >= 4.5, "{color:?}: {best}");
        }
    }
}

fn on_map(x: &str, table: &Table, maps: &Maps) -> Result<ChartData, ChartError> {
    prepare_with(&spec(ChartKind::Map, x, "率"), table, Some(maps))
}

#[test]
fn places_are_shaded_by_class_and_the_rest_is_told() {
    let table = table(vec![
        ("市町", text(&["津市", "四日市市", "玉城町", "三重県計"])),
        (
            "率",
            Values::Float(vec![Some(29.5), Some(25.0), None, Some(30.0)]),
        ),
    ]);
    let mut data = on_map("市町", &table, &maps()).unwrap();
    data.own = "津市".into();
    // The row without a place is named, the one without a value is missing.
    assert_eq!(data.missing, 1);
    let facts = describe(&data).facts;
    assert!(facts.contains(&Fact::Unknown {
        names: vec!["三重県計".into()]
    }));
    assert!(facts.contains(&Fact::Blank {
        names: vec!["木曽岬町".into(), "玉城町".into()]
    }));
    assert!(facts.contains(&Fact::Classes { count: 2 }));
    let drawn = words(&svg(&data, 600, 400));
    for word in ["25.0", "29.5", "値なし", "津市（自分の町）"] {
        assert!(drawn.iter().any(|other| other == word), "{word}: {drawn:?}");
    }
    let marks = marks(&data, 600, 400, &Style::default());
    assert_eq!(marks.len(), 4);
    for (at, mark) in marks.iter().enumerate() {
        let (x, y) = middle(mark.rect);
        assert_eq!(mark_at(&marks, x, y), Some(at));
    }
    let read = |at: usize| data.read(&marks[at]).unwrap();
    assert_eq!(
        (read(0).name, read(0).value),
        ("津市".into(), "29.5".into())
    );
    assert_eq!(
        (read(3).name, read(3).value),
        ("玉城町".into(), String::new())
    );
    assert_eq!(data_table(&data, &DrawnWords::default()).height(), 4);
}

#[test]
fn prefectures_are_squares_and_say_so() {
    let table = table(vec![
        ("県", text(&["東京", "三重県", "北海道"])),
        ("率", ints(&[3, 2, 1])),
    ]);
    let data = on_map("県", &table, &maps()).unwrap();
    let drawn = words(&svg(&data, 600, 400));
    let tiles = DrawnWords::default().tiles;
    assert!(drawn.contains(&tiles), "{drawn:?}");
    for word in ["東京", "三重", "北海道"] {
        assert!(drawn.iter().any(|other| other == word), "{drawn:?}");
    }
}

#[test]
fn a_map_that_cannot_be_drawn_says_why() {
    let twice = table(vec![
        ("市町", text(&["津市", "24201"])),
        ("年", ints(&[2016, 2020])),
        ("率", ints(&[1, 2])),
        ("色", text(&["赤", "青"])),
    ]);
    assert_eq!(
        on_map("市町", &twice, &maps()),
        Err(ChartError::RepeatedPlace {
            place: "津市".into()
        })
    );
    assert_eq!(
        on_map("色", &twice, &maps()),
        Err(ChartError::NoPlaces {
            column: "色".into(),
            value: "赤".into()
        })
    );
    assert_eq!(
        prepare(&spec(ChartKind::Map, "市町", "率"), &twice),
        Err(ChartError::NoMap)
    );
    // Two years are two maps with the same classes.
    let years = ChartSpec {
        facet: "年".into(),
        ..spec(ChartKind::Map, "市町", "率")
    };
    let data = prepare_with(&years, &twice, Some(&maps())).unwrap();
    assert_eq!(data.panels, ["2016", "2020"]);
    assert_eq!(marks(&data, 800, 400, &Style::default()).len(), 8);
}

#[test]
fn a_pointer_means_the_place_under_it_and_not_its_box() {
    // Two triangles in one box.
    let triangle = |points: [(f64, f64); 3]| Mark {
        reach: Rect {
            left: 0.0,
            top: 0.0,
            right: 10.0,
            bottom: 10.0,
        },
        outline: vec![points.to_vec()],
        ..Mark::default()
    };
    let marks = [
        triangle([(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]),
        triangle([(10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]),
    ];
    assert_eq!(mark_at(&marks, 2.0, 2.0), Some(0));
    assert_eq!(mark_at(&marks, 8.0, 8.0), Some(1));
    assert_eq!(mark_at(&marks, 12.0, 8.0), None);
}

fn years() -> Table {
    table(vec![
        (
            "市町",
            text(&["津市", "鳥羽市", "津市", "鳥羽市", "津市", "鳥羽市"]),
        ),
        ("年", ints(&[2016, 2016, 2020, 2020, 2022, 2022])),
        ("人口", ints(&[10, 5, 20, 5, 40, 5])),
    ])
}

#[test]
fn small_charts_have_the_same_scales() {
    let split = |kind: ChartKind, x: &str, y: &str| ChartSpec {
        facet: "年".into(),
        ..spec(kind, x, y)
    };
    let data = prepare(&split(ChartKind::Bar, "市町", "人口"), &years()).unwrap();
    assert_eq!(data.panels, ["2016", "2020", "2022"]);
    let drawn = marks(&data, 900, 400, &Style::default());
    let high = |at: usize| drawn[at].rect.bottom - drawn[at].rect.top;
    // 5 is as high in each of them, and 20 twice as high as 10.
    assert_eq!(high(1), high(3));
    assert!((high(2) / high(0) - 2.0).abs() < 0.05);
    assert!(drawn[0].rect.right < drawn[2].rect.left && drawn[2].rect.right < drawn[4].rect.left);
    let read = data.read(&drawn[4]).unwrap();
    assert_eq!(
        (read.panel.as_str(), read.name.as_str(), read.value.as_str()),
        ("2022", "津市", "40")
    );
    let said = words(&svg(&data, 900, 400));
    for word in ["2016", "2020", "2022"] {
        assert!(said.iter().any(|other| other == word), "{said:?}");
    }
    assert!(matches!(&describe(&data).facts[0], Fact::Largest { series, .. } if series == "2016"));
    let shown = data_table(&data, &DrawnWords::default());
    let names: Vec<String> = shown
        .schema()
        .iter()
        .map(|field| field.name.clone())
        .collect();
    assert_eq!(names, ["市町", "2016（人）", "2020（人）", "2022（人）"]);
    // Under each other where there is no room.
    let narrow = marks(&data, 300, 900, &Style::default());
    assert!(narrow[0].rect.bottom < narrow[2].rect.top);

    for (kind, x, y) in [
        (ChartKind::Line, "市町", "人口"),
        (ChartKind::Scatter, "人口", "人口"),
        (ChartKind::Histogram, "人口", ""),
        (ChartKind::Box, "", "人口"),
    ] {
        let data = prepare(&split(kind, x, y), &years()).unwrap();
        let drawn = marks(&data, 900, 400, &Style::default());
        let panels: Vec<String> = drawn
            .iter()
            .map(|mark| data.read(mark).unwrap().panel)
            .collect();
        assert!(
            panels.is_sorted() && panels.iter().any(|panel| panel == "2022"),
            "{kind:?}: {panels:?}"
        );
        assert!(svg(&data, 900, 400).contains("2022"));
    }
}

#[test]
fn more_than_twelve_small_charts_are_refused() {
    let numbers: Vec<i64> = (0..13).collect();
    let many = table(vec![("x", ints(&numbers)), ("y", ints(&numbers))]);
    let split = ChartSpec {
        facet: "x".into(),
        ..spec(ChartKind::Bar, "x", "y")
    };
    assert_eq!(
        prepare(&split, &many),
        Err(ChartError::TooManyPanels {
            column: "x".into(),
            count: 13
        })
    );
}

#[test]
fn what_may_mislead_is_told() {
    let told = |spec: &ChartSpec, table: &Table| {
        warnings(&prepare_with(spec, table, Some(&maps())).unwrap())
    };
    let bars = spec(ChartKind::Bar, "市町", "人口");
    assert_eq!(told(&bars, &table_of(30)), []);
    assert_eq!(
        told(&bars, &table_of(31)),
        [Warning::ManyCategories { count: 31 }]
    );
    let no_unit = ChartSpec {
        unit: String::new(),
        ..bars
    };
    assert_eq!(told(&no_unit, &table_of(3)), [Warning::NoUnit]);
    let map = |unit: &str| ChartSpec {
        unit: unit.into(),
        ..spec(ChartKind::Map, "市町", "人口")
    };
    let towns = towns();
    assert_eq!(
        told(&map("人"), &towns),
        [Warning::Totals { unit: "人".into() }]
    );
    assert_eq!(
        told(&map("千円"), &towns),
        [Warning::Totals {
            unit: "千円".into()
        }]
    );
    for rate in ["%", "人/km²", "件／千人", "分", "円/人"] {
        assert_eq!(told(&map(rate), &towns), [], "{rate}");
    }
    // The table knows what nobody wrote.
    let mut data = prepare_with(&map(""), &towns, Some(&maps())).unwrap();
    data.table_unit = "世帯".into();
    assert_eq!(
        warnings(&data),
        [
            Warning::NoUnit,
            Warning::Totals {
                unit: "世帯".into()
            }
        ]
    );
    // Known only after it was drawn.
    let years = table(vec![
        ("年", ints(&[2016, 2020])),
        ("人口", ints(&[1_800, 1_790])),
    ]);
    let mut out = String::new();
    let backend = SVGBackend::with_string(&mut out, (600, 400));
    let line = prepare(&spec(ChartKind::Line, "年", "人口"), &years).unwrap();
    assert!(draw(&line, &Style::default(), backend).unwrap().is_cut);
}
