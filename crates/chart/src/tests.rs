//! Specs and tables to marks, facts and SVG text.

use plotters_svg::SVGBackend;
use spec::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};
use table::{Column, Table, Values};

use crate::*;

mod kinds;

fn table(columns: Vec<(&str, Values)>) -> Table {
    Table::new(
        columns
            .into_iter()
            .map(|(name, values)| Column::new(name, values))
            .collect(),
    )
    .unwrap()
}

fn text(values: &[&str]) -> Values {
    Values::Text(
        values
            .iter()
            .map(|value| (!value.is_empty()).then(|| (*value).to_owned()))
            .collect(),
    )
}

fn ints(values: &[i64]) -> Values {
    Values::Int(values.iter().copied().map(Some).collect())
}

fn towns() -> Table {
    table(vec![
        ("市町", text(&["津市", "四日市市", "鳥羽市", "志摩市"])),
        (
            "人口",
            Values::Int(vec![Some(274_537), Some(305_424), None, Some(46_057)]),
        ),
        ("圏域", text(&["中勢", "北勢", "南勢", "南勢"])),
    ])
}

fn spec(kind: ChartKind, x: &str, y: &str) -> ChartSpec {
    ChartSpec {
        kind: Some(kind),
        x: x.into(),
        y: y.into(),
        title: "市町の人口".into(),
        unit: "人".into(),
        ..ChartSpec::default()
    }
}

fn svg(data: &ChartData, width: u32, height: u32) -> String {
    let mut out = String::new();
    draw(
        data,
        &Style::default(),
        SVGBackend::with_string(&mut out, (width, height)),
    )
    .unwrap();
    out
}

/// Words of the drawing in the order in which they were drawn.
fn words(svg: &str) -> Vec<String> {
    svg.split("<text")
        .skip(1)
        .filter_map(|part| {
            Some(
                part.split_once('>')?
                    .1
                    .split("</text>")
                    .next()?
                    .trim()
                    .to_owned(),
            )
        })
        .collect()
}

fn filled(svg: &str, Rgb(r, g, b): Rgb) -> usize {
    let fill = format!("fill=\"#{r:02X}{g:02X}{b:02X}\"");
    svg.lines()
        .filter(|line| line.starts_with("<rect") && line.contains(&fill))
        .count()
}

#[test]
fn what_is_not_picked_is_told() {
    let check =
        |spec: ChartSpec, expected: ChartError| assert_eq!(prepare(&spec, &towns()), Err(expected));
    check(ChartSpec::default(), ChartError::NotPicked(ChartPart::Kind));
    check(
        ChartSpec {
            kind: Some(ChartKind::Bar),
            ..ChartSpec::default()
        },
        ChartError::NotPicked(ChartPart::X),
    );
    check(
        spec(ChartKind::Line, "市町", ""),
        ChartError::NotPicked(ChartPart::Y),
    );
    check(
        spec(ChartKind::Bar, "町", "人口"),
        ChartError::UnknownColumn {
            part: ChartPart::X,
            column: "町".into(),
        },
    );
    check(
        spec(ChartKind::Bar, "市町", "圏域"),
        ChartError::NotANumber {
            part: ChartPart::Y,
            column: "圏域".into(),
        },
    );
    check(
        spec(ChartKind::Scatter, "市町", "人口"),
        ChartError::NotANumber {
            part: ChartPart::X,
            column: "市町".into(),
        },
    );
    check(
        spec(ChartKind::Histogram, "市町", ""),
        ChartError::NotANumber {
            part: ChartPart::X,
            column: "市町".into(),
        },
    );
    check(
        spec(ChartKind::Bar, "圏域", "人口"),
        ChartError::Repeated {
            column: "圏域".into(),
            value: "南勢".into(),
            colored: false,
        },
    );
    let color = ChartSpec {
        color: "無い".into(),
        ..spec(ChartKind::Bar, "市町", "人口")
    };
    check(
        color,
        ChartError::UnknownColumn {
            part: ChartPart::Color,
            column: "無い".into(),
        },
    );
}

#[test]
fn tables_without_anything_to_draw() {
    let empty = table(vec![("x", text(&[])), ("y", ints(&[]))]);
    let blank = table(vec![
        ("x", text(&["a", "b"])),
        ("y", Values::Int(vec![None, None])),
        ("n", Values::Float(vec![Some(f64::NAN), None])),
    ]);
    for kind in [ChartKind::Bar, ChartKind::Line] {
        assert_eq!(
            prepare(&spec(kind, "x", "y"), &empty),
            Err(ChartError::NoRows)
        );
        assert_eq!(
            prepare(&spec(kind, "x", "y"), &blank),
            Err(ChartError::AllMissing { column: "y".into() })
        );
    }
    assert_eq!(
        prepare(&spec(ChartKind::Scatter, "n", "y"), &blank),
        Err(ChartError::AllMissing { column: "n".into() })
    );
    assert_eq!(
        prepare(&spec(ChartKind::Histogram, "n", ""), &blank),
        Err(ChartError::AllMissing { column: "n".into() })
    );
}

#[test]
fn bars_take_the_order_that_is_asked_for_and_missing_ones_stay_last() {
    let order = |sort| {
        let data = prepare(
            &ChartSpec {
                sort,
                ..spec(ChartKind::Bar, "市町", "人口")
            },
            &towns(),
        )
        .unwrap();
        let Plot::Bars(bars) = data.plot else {
            panic!()
        };
        bars.categories.join(" ")
    };
    assert_eq!(order(ChartSort::None), "津市 四日市市 鳥羽市 志摩市");
    assert_eq!(order(ChartSort::Descending), "四日市市 津市 志摩市 鳥羽市");
    assert_eq!(order(ChartSort::Ascending), "志摩市 津市 四日市市 鳥羽市");
}

#[test]
fn a_bar_chart_has_a_bar_each_and_none_for_missing() {
    let data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &towns()).unwrap();
    assert_eq!(data.missing, 1);
    let out = svg(&data, 700, 400);
    assert_eq!(filled(&out, Palette::default().series[0]), 3);
    let words = words(&out);
    for wanted in [
        "市町の人口",
        "人口（人）",
        "市町",
        "津市",
        "四日市市",
        "鳥羽市",
        "0",
        "100,000",
        "274,537",
    ] {
        assert!(
            words.iter().any(|word| word == wanted),
            "{wanted}: {words:?}"
        );
    }
}

#[test]
fn colours_come_with_a_legend_and_patterns() {
    let data = prepare(
        &ChartSpec {
            color: "圏域".into(),
            ..spec(ChartKind::Bar, "市町", "人口")
        },
        &towns(),
    )
    .unwrap();
    let out = svg(&data, 700, 400);
    let said = words(&out);
    for wanted in ["圏域:", "中勢", "北勢", "南勢"] {
        assert!(said.iter().any(|word| word == wanted), "{wanted}: {said:?}");
    }
    // One bar each and one swatch each; the second series is hatched.
    assert_eq!(filled(&out, Palette::default().series[1]), 2);
    assert!(out.matches("<polyline").count() > 8);
    let plain = svg(
        &prepare(&spec(ChartKind::Bar, "市町", "人口"), &towns()).unwrap(),
        700,
        400,
    );
    assert!(!words(&plain).iter().any(|word| word == "北勢"));
}

#[test]
fn twenty_nine_long_names_lie_and_all_stand() {
    let names: Vec<String> = (1..=29).map(|i| format!("第{i}番目の町")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let table = table(vec![
        ("市町", text(&names)),
        (
            "人口",
            ints(&(1..=29).map(|i| i * 9_876).collect::<Vec<_>>()),
        ),
    ]);
    let data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &table).unwrap();
    for width in [330, 640, 1000] {
        let height = preferred_height(&data, f64::from(width), 14.0);
        let out = svg(&data, width, height as u32);
        let words = words(&out);
        assert!(
            names
                .iter()
                .all(|name| words.iter().any(|word| word == name)),
            "{width}: {words:?}"
        );
        assert_eq!(filled(&out, Palette::default().series[0]), 29);
    }
}

#[test]
fn two_hundred_categories_are_drawn_without_touching_labels() {
    let names: Vec<String> = (1..=200).map(|i| format!("地区{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let table = table(vec![
        ("地区", text(&names)),
        ("人口", ints(&(1..=200).collect::<Vec<_>>())),
    ]);
    let data = prepare(&spec(ChartKind::Bar, "地区", "人口"), &table).unwrap();
    let out = svg(&data, 640, 400);
    assert_eq!(filled(&out, Palette::default().series[0]), 200);
    assert!(words(&out).len() < 50);
    let lines = prepare(&spec(ChartKind::Line, "地区", "人口"), &table).unwrap();
    assert!(words(&svg(&lines, 640, 400)).len() < 50);
    let many: Vec<String> = (0..=MAX_CATEGORIES).map(|i| i.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let table = Table::new(vec![
        Column::new("x", text(&many)),
        Column::new("y", ints(&vec![1; many.len()])),
    ])
    .unwrap();
    assert!(matches!(
        prepare(&spec(ChartKind::Bar, "x", "y"), &table),
        Err(ChartError::TooManyCategories { count: 501, .. })
    ));
    let colored = ChartSpec {
        color: "x".into(),
        ..spec(ChartKind::Scatter, "y", "y")
    };
    assert!(matches!(
        prepare(&colored, &table),
        Err(ChartError::TooManySeries { count: 501, .. })
    ));
}

/// Left, right, top and bottom of each text by the same estimate as the layout's, for unrotated text.
fn boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    svg.split("<text")
        .skip(1)
        .filter_map(|part| {
            let (attributes, rest) = part.split_once('>')?;
            let word = rest.split("</text>").next()?.trim().to_owned();
            let get = |name: &str| -> Option<&str> {
                attributes
                    .split(&format!("{name}=\""))
                    .nth(1)?
                    .split('"')
                    .next()
            };
            let size: f64 = get("font-size")?.parse().ok()?;
            let size = size * 1.24;
            let (x, y): (f64, f64) = (get("x")?.parse().ok()?, get("y")?.parse().ok()?);
            let width = crate::measure::ems(&word) * size;
            let left = match get("text-anchor")? {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            // 0.76em: from the top; 0.5ex: middle; the rest: bottom.
            let top = match get("dy")? {
                "0.76em" => y,
                "0.5ex" => y - size / 2.0,
                _ => y - size,
            };
            Some((
                word,
                [left, left + width, top + size * 0.1, top + size * 0.9],
            ))
        })
        .collect()
}

#[test]
fn no_label_covers_another_or_leaves_the_picture() {
    let long = [
        "鳥羽市とその離島",
        "木曽岬町",
        "いなべ市",
        "紀宝町",
        "大紀町",
        "多気郡明和町",
    ];
    let days: Vec<Option<i32>> = (0..6).map(|i| Some(16_000 + i * 400)).collect();
    let table = table(vec![
        ("地域の名前", text(&long)),
        (
            "値",
            Values::Float(
                [1e9, -3e8, 12.5, 0.0, 7e8, 1.0]
                    .into_iter()
                    .map(Some)
                    .collect(),
            ),
        ),
        ("年", ints(&[2016, 2017, 2018, 2019, 2020, 2022])),
        ("日", Values::Date(days)),
        (
            "色",
            text(&["一", "二", "三", "四", "五", "六の長い名前がつづく"]),
        ),
    ]);
    for kind in ChartKind::ALL {
        for x in ["地域の名前", "値", "年", "日"] {
            for color in ["", "色"] {
                let spec = ChartSpec {
                    color: color.into(),
                    ..spec(kind, x, "値")
                };
                let Ok(data) = prepare(&spec, &table) else {
                    continue;
                };
                for width in [320, 480, 900] {
                    let height = preferred_height(&data, f64::from(width), 14.0);
                    let out = svg(&data, width, height as u32);
                    let boxes = boxes(&out);
                    assert!(boxes.len() > 4);
                    for (i, (word, a)) in boxes.iter().enumerate() {
                        let case = format!("{kind:?} {x} {color} {width}: {word} {a:?}");
                        assert!(a[0] >= -1.0 && a[1] <= f64::from(width) + 1.0, "{case}");
                        assert!(a[2] >= -1.0 && a[3] <= height + 1.0, "{case} of {height}");
                        for (other, b) in boxes.iter().skip(i + 1) {
                            let apart =
                                a[1] <= b[0] || b[1] <= a[0] || a[3] <= b[2] || b[3] <= a[2];
                            assert!(apart, "{case} covers {other} {b:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn lines_go_from_left_to_right_with_gaps() {
    let table = table(vec![
        ("年", ints(&[2022, 2016, 2018, 2020])),
        ("人口", Values::Int(vec![Some(4), Some(1), None, Some(3)])),
    ]);
    let data = prepare(&spec(ChartKind::Line, "年", "人口"), &table).unwrap();
    let Plot::Lines(lines) = &data.plot else {
        panic!()
    };
    assert_eq!(
        lines.series[0].points,
        [
            (2016.0, Some(1.0)),
            (2018.0, None),
            (2020.0, Some(3.0)),
            (2022.0, Some(4.0))
        ]
    );
    let out = svg(&data, 640, 360);
    assert!(
        words(&out).iter().any(|word| word == "2016"),
        "years have no comma"
    );
    let twice = Table::new(vec![
        Column::new("年", ints(&[2020, 2020])),
        Column::new("人口", ints(&[1, 2])),
    ])
    .unwrap();
    assert_eq!(
        prepare(&spec(ChartKind::Line, "年", "人口"), &twice),
        Err(ChartError::Repeated {
            column: "年".into(),
            value: "2020".into(),
            colored: false
        })
    );
}

#[test]
fn facts_of_each_kind() {
    let said = |spec: &ChartSpec, table: &Table| describe(&prepare(spec, table).unwrap());
    let bars = said(&spec(ChartKind::Bar, "市町", "人口"), &towns());
    assert_eq!((bars.count, bars.missing), (3, 1));
    assert_eq!(
        bars.facts,
        [
            Fact::Largest {
                series: String::new(),
                names: vec!["四日市市".into()],
                value: 305_424.0
            },
            Fact::Smallest {
                series: String::new(),
                names: vec!["志摩市".into()],
                value: 46_057.0
            },
        ]
    );

    let years = table(vec![
        ("年", ints(&[2016, 2018, 2022])),
        ("人口", ints(&[100, 130, 90])),
        ("同じ", ints(&[5, 5, 5])),
    ]);
    let line = said(&spec(ChartKind::Line, "年", "人口"), &years);
    assert!(
        matches!(&line.facts[0], Fact::Trend { from, to, direction: Direction::Down, .. } if from == "2016" && to == "2022")
    );
    assert!(matches!(&line.facts[1], Fact::Largest { names, .. } if names == &["2018"]));
    let falling = table(vec![
        ("年", ints(&[2016, 2018, 2022])),
        ("人口", ints(&[130, 100, 90])),
    ]);
    assert_eq!(
        said(&spec(ChartKind::Line, "年", "人口"), &falling)
            .facts
            .len(),
        1
    );
    let level = said(&spec(ChartKind::Line, "年", "同じ"), &years);
    assert!(matches!(
        level.facts.as_slice(),
        [
            Fact::Trend {
                direction: Direction::Level,
                ..
            },
            Fact::AllEqual { .. }
        ]
    ));

    let cloud = table(vec![
        ("x", ints(&[1, 2, 3, 4])),
        ("y", ints(&[8, 6, 4, 2])),
        ("z", ints(&[1, 1, 1, 1])),
    ]);
    let scatter = said(&spec(ChartKind::Scatter, "x", "y"), &cloud);
    assert!(
        matches!(scatter.facts.as_slice(), [Fact::Correlation { r, strength: Strength::Strong, .. }] if *r < -0.99)
    );
    assert_eq!(said(&spec(ChartKind::Scatter, "x", "z"), &cloud).facts, []);

    let histogram = said(&spec(ChartKind::Histogram, "y", ""), &cloud);
    assert_eq!(histogram.count, 4);
    assert!(matches!(&histogram.facts[0], Fact::Modal { count, .. } if *count >= 1));
    let one = table(vec![("x", text(&["津市"])), ("y", ints(&[3]))]);
    assert_eq!(said(&spec(ChartKind::Bar, "x", "y"), &one).facts.len(), 1);
}

#[test]
fn the_table_behind_a_chart() {
    let data = prepare(
        &ChartSpec {
            sort: ChartSort::Descending,
            ..spec(ChartKind::Bar, "市町", "人口")
        },
        &towns(),
    )
    .unwrap();
    let shown = data_table(&data, &DrawnWords::default());
    assert_eq!(
        shown
            .schema()
            .iter()
            .map(|field| field.name.as_str())
            .collect::<Vec<_>>(),
        ["市町", "人口（人）"]
    );
    assert_eq!(
        shown.value(0, "市町"),
        Some(table::Value::Text("四日市市".into()))
    );
    let bins = prepare(&spec(ChartKind::Histogram, "人口", ""), &towns()).unwrap();
    let shown = data_table(&bins, &DrawnWords::default());
    assert_eq!(
        shown
            .schema()
            .iter()
            .map(|field| field.name.as_str())
            .collect::<Vec<_>>(),
        ["以上", "未満", "件数"]
    );
    let twice = prepare(
        &ChartSpec {
            color: "圏域".into(),
            ..spec(ChartKind::Scatter, "人口", "人口")
        },
        &towns(),
    )
    .unwrap();
    let shown = data_table(&twice, &DrawnWords::default());
    assert_eq!(
        (shown.width(), shown.columns()[0].name.as_str()),
        (4, "市町")
    );
}

#[test]
fn odd_values_and_sizes_do_not_break_a_drawing() {
    let table = table(vec![
        ("x", text(&["a", "b", "c"])),
        (
            "y",
            Values::Float(vec![Some(-1e9), Some(1e-9), Some(f64::INFINITY)]),
        ),
        ("zero", ints(&[0, 0, 0])),
        ("bool", Values::Bool(vec![Some(true), None, Some(false)])),
        ("huge", ints(&[i64::MIN, 0, i64::MAX])),
    ]);
    for kind in ChartKind::ALL {
        for x in ["x", "y", "zero", "bool", "huge"] {
            for y in ["y", "zero", "huge"] {
                let plain = spec(kind, x, y);
                let split = ChartSpec {
                    color: "zero".into(),
                    facet: "bool".into(),
                    fit: ChartFit::Line,
                    stack: ChartStack::Share,
                    ..plain.clone()
                };
                for data in [plain, split].map(|spec| prepare(&spec, &table)) {
                    let Ok(data) = data else { continue };
                    for size in [(1, 1), (20, 500), (300, 10), (900, 500)] {
                        assert!(svg(&data, size.0, size.1).contains("<svg"));
                    }
                    describe(&data);
                    data_table(&data, &DrawnWords::default());
                    assert!(preferred_height(&data, 600.0, 14.0) > 100.0);
                }
            }
        }
    }
}

#[test]
fn colours_are_read_as_browsers_give_them() {
    assert_eq!(Rgb::parse("#fff"), Some(Rgb(255, 255, 255)));
    assert_eq!(Rgb::parse(" #00707a "), Some(Rgb(0, 112, 122)));
    assert_eq!(Rgb::parse("rgb(1, 2, 3)"), Some(Rgb(1, 2, 3)));
    assert_eq!(Rgb::parse("rgb(1 2 3 / 0.5)"), Some(Rgb(1, 2, 3)));
    assert_eq!(Rgb::parse("tomato"), None);
    assert_eq!(Rgb::parse("#12345"), None);
}

#[test]
fn colours_can_be_seen_on_every_theme() {
    let black = Rgb(0, 0, 0);
    let white = Rgb(255, 255, 255);
    for (text, background) in [
        (Rgb(26, 26, 28), white),
        (Rgb(235, 235, 235), Rgb(26, 26, 28)),
        (black, white),
        (white, black),
    ] {
        let palette = Palette::of(text, background);
        for color in &palette.series {
            assert!(
                color.contrast(background) >= 3.0,
                "{color:?} on {background:?}: {}",
                color.contrast(background)
            );
        }
        assert!(
            palette.muted.contrast(background) >= 4.5,
            "{:?} on {background:?}",
            palette.muted
        );
    }
    assert_eq!(black.contrast(white).round(), 21.0);
    assert_eq!(Rgb::parse("rgba(0, 0, 0, 0)"), None);
}

#[test]
fn only_names_that_do_not_fit_lie_down() {
    let data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &towns()).unwrap();
    assert!(!lies_down(&data, 700.0, 14.0));
    assert!(lies_down(&data, 260.0, 14.0));
    let years = table(vec![
        ("年", ints(&(1990..2025).collect::<Vec<_>>())),
        ("人口", ints(&[1; 35])),
    ]);
    assert!(!lies_down(
        &prepare(&spec(ChartKind::Bar, "年", "人口"), &years).unwrap(),
        300.0,
        14.0
    ));
}

#[test]
fn tiny_values_are_written_as_they_are() {
    let data = table(vec![
        ("市町", text(&["津市", "四日市市"])),
        ("率", Values::Float(vec![Some(0.000_012), Some(0.000_013)])),
    ]);
    let data = prepare(&spec(ChartKind::Bar, "市町", "率"), &data).unwrap();
    let drawn = words(&svg(&data, 640, 400));
    for label in ["0.000012", "0.000013"] {
        assert!(drawn.iter().any(|word| word == label), "{drawn:?}");
    }
    assert_eq!(
        drawn.iter().filter(|word| *word == "0").count(),
        1,
        "{drawn:?}"
    );
    // Beside a large one a small one is not nothing.
    let data = table(vec![
        ("市町", text(&["津市", "四日市市"])),
        ("率", Values::Float(vec![Some(0.000_3), Some(250.5)])),
    ]);
    let data = prepare(&spec(ChartKind::Bar, "市町", "率"), &data).unwrap();
    let drawn = words(&svg(&data, 640, 400));
    for label in ["0.0003", "250.5"] {
        assert!(drawn.iter().any(|word| word == label), "{drawn:?}");
    }
}

#[test]
fn tiny_numbers_on_axes_are_told_apart() {
    let tiny = || Values::Float(vec![Some(1e-10), Some(2e-10), Some(4e-10)]);
    let data = table(vec![("濃度", tiny()), ("値", tiny())]);
    for (kind, y) in [
        (ChartKind::Line, "値"),
        (ChartKind::Scatter, "値"),
        (ChartKind::Histogram, ""),
    ] {
        let data = prepare(&spec(kind, "濃度", y), &data).unwrap();
        let drawn = words(&svg(&data, 640, 400));
        let tiny = drawn.iter().filter(|word| word.starts_with("0.0000000001"));
        assert!(tiny.count() > 0, "{kind:?}: {drawn:?}");
    }
    // As categories, too.
    let data = prepare(&spec(ChartKind::Bar, "濃度", "値"), &data).unwrap();
    let Plot::Bars(bars) = &data.plot else {
        panic!("no bars")
    };
    assert_eq!(
        bars.categories,
        ["0.0000000001", "0.0000000002", "0.0000000004"]
    );
}

#[test]
fn long_names_with_one_beginning_stay_different() {
    let names: Vec<String> = (1..=12)
        .map(|n| format!("三重県の施設のとても長い名前その{n}番目（本館・別館）"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<i64> = (1..=12).collect();
    let data = table(vec![("町", text(&names)), ("値", ints(&values))]);
    let bars = prepare(&spec(ChartKind::Bar, "町", "値"), &data).unwrap();
    for (width, height) in [(640, 480), (340, 480)] {
        let drawn = words(&svg(&bars, width, height));
        let mut labels: Vec<&String> = drawn.iter().filter(|word| word.contains('…')).collect();
        let all = labels.len();
        labels.sort();
        labels.dedup();
        assert_eq!((labels.len(), all), (12, 12), "{width}: {drawn:?}");
    }
    // In the legend.
    let years = ints(&[2020, 2021, 2020, 2021]);
    let towns = text(&[names[0], names[0], names[1], names[1]]);
    let data = table(vec![
        ("年", years),
        ("町", towns),
        ("値", ints(&[1, 2, 3, 4])),
    ]);
    let lines = ChartSpec {
        color: "町".into(),
        ..spec(ChartKind::Line, "年", "値")
    };
    let drawn = words(&svg(&prepare(&lines, &data).unwrap(), 640, 400));
    assert!(
        drawn.iter().any(|word| word == "三重県の…その1番目（…"),
        "{drawn:?}"
    );
    assert!(
        drawn.iter().any(|word| word == "三重県の…その2番目（…"),
        "{drawn:?}"
    );
}

#[test]
fn numbers_at_the_end_of_their_range_are_drawn() {
    let huge = Values::Float(vec![Some(1e299), Some(-1e299), Some(f64::MAX)]);
    let equal = Values::Int(vec![Some(i64::MAX), Some(i64::MAX - 1), Some(i64::MAX)]);
    for values in [huge, equal] {
        let data = table(vec![
            ("町", text(&["津", "四日市", "鈴鹿"])),
            ("値", values),
        ]);
        for (kind, x, y) in [
            (ChartKind::Bar, "町", "値"),
            (ChartKind::Line, "町", "値"),
            (ChartKind::Scatter, "値", "値"),
            (ChartKind::Histogram, "値", ""),
        ] {
            let drawn = svg(&prepare(&spec(kind, x, y), &data).unwrap(), 640, 400);
            assert!(!drawn.contains("NaN"), "{kind:?}");
        }
    }
}

#[test]
fn a_column_without_values_is_told_as_such() {
    let data = table(vec![
        ("町", text(&["津", "四日市"])),
        ("値", text(&["", ""])),
    ]);
    let missing = Err(ChartError::AllMissing {
        column: "値".into(),
    });
    assert_eq!(prepare(&spec(ChartKind::Bar, "町", "値"), &data), missing);
    assert_eq!(
        prepare(&spec(ChartKind::Histogram, "値", ""), &data),
        missing
    );
}

/// The marks of a drawing of this size.
fn marks(data: &ChartData, width: u32, height: u32, style: &Style) -> Vec<Mark> {
    let mut out = String::new();
    draw(
        data,
        style,
        SVGBackend::with_string(&mut out, (width, height)),
    )
    .unwrap()
    .marks
}

fn middle(rect: Rect) -> (f64, f64) {
    (
        (rect.left + rect.right) / 2.0,
        (rect.top + rect.bottom) / 2.0,
    )
}

#[test]
fn every_mark_is_found_where_it_was_drawn() {
    let table = table(vec![
        ("市町", text(&["津市", "四日市市", "鳥羽市", "志摩市"])),
        (
            "人口",
            Values::Int(vec![Some(274_537), Some(305_424), None, Some(-46_057)]),
        ),
        (
            "率",
            Values::Float(vec![Some(29.5), Some(25.75), Some(40.0), Some(41.0)]),
        ),
        ("年", ints(&[2016, 2018, 2020, 2022])),
        ("組", text(&["甲", "乙", "甲", "乙"])),
    ]);
    for (kind, x, y, color, count) in [
        (ChartKind::Bar, "市町", "人口", "", 3),
        (ChartKind::Bar, "市町", "率", "組", 4),
        (ChartKind::Line, "年", "人口", "", 3),
        (ChartKind::Line, "市町", "率", "組", 4),
        (ChartKind::Scatter, "率", "人口", "", 3),
        (ChartKind::Scatter, "年", "率", "組", 4),
        (ChartKind::Histogram, "率", "", "", 4),
    ] {
        let spec = ChartSpec {
            color: color.into(),
            ..spec(kind, x, y)
        };
        let data = prepare(&spec, &table).unwrap();
        for (width, height) in [(700, 400), (330, 300)] {
            let marks = marks(&data, width, height, &Style::default());
            assert_eq!(marks.len(), count, "{kind:?} {x} {width}: {marks:?}");
            for (at, mark) in marks.iter().enumerate() {
                let (x, y) = middle(mark.rect);
                assert_eq!(mark_at(&marks, x, y), Some(at), "{kind:?} {width}");
                let reading = data.read(mark).unwrap();
                assert!(!reading.value.is_empty());
                assert!(
                    mark.rect.right <= f64::from(width) && mark.rect.bottom <= f64::from(height)
                );
            }
            assert_eq!(mark_at(&marks, -5.0, -5.0), None);
        }
    }
    // On a finer screen they stand at the same place.
    let data = prepare(&spec(ChartKind::Scatter, "率", "人口"), &table).unwrap();
    let fine = Style {
        scale: 2.0,
        ..Style::default()
    };
    let (one, two) = (
        marks(&data, 700, 400, &Style::default()),
        marks(&data, 1400, 800, &fine),
    );
    for (a, b) in one.iter().zip(&two) {
        assert!((a.rect.left - b.rect.left).abs() < 1.0, "{a:?} {b:?}");
    }
    assert!(
        one.windows(2)
            .all(|pair| pair[0].rect.left <= pair[1].rect.left),
        "from left to right"
    );
}

#[test]
fn a_short_bar_is_meant_anywhere_in_its_slot() {
    let data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &towns()).unwrap();
    let upright = marks(&data, 700, 400, &Style::default());
    let (x, _) = middle(upright[2].rect);
    assert_eq!(mark_at(&upright, x, upright[0].rect.top), Some(2));
    let lying = marks(&data, 260, 300, &Style::default());
    let (_, y) = middle(lying[2].rect);
    assert_eq!(mark_at(&lying, 250.0, y), Some(2));
}

#[test]
fn marks_tell_names_and_values() {
    let table = table(vec![
        ("市町コード", text(&["24201", "24202", "24205"])),
        ("市町名", text(&["津市", "四日市市", "桑名市"])),
        ("圏域", text(&["中勢", "北勢", "北勢"])),
        (
            "率",
            Values::Float(vec![Some(29.5), Some(25.75), Some(40.125)]),
        ),
        ("人口", ints(&[274_537, 305_424, 138_613])),
        ("年", ints(&[2016, 2018, 2020])),
    ]);
    let read = |spec: &ChartSpec| {
        let data = prepare(spec, &table).unwrap();
        let marks = marks(&data, 700, 400, &Style::default());
        data.read(&marks[0]).unwrap()
    };
    let check = |spec: &ChartSpec, name: &str, series: &str, from: &str, value: &str| {
        let reading = read(spec);
        assert_eq!(
            (
                reading.name.as_str(),
                reading.series.as_str(),
                reading.from.as_str(),
                reading.value.as_str()
            ),
            (name, series, from, value)
        );
    };
    check(
        &spec(ChartKind::Bar, "市町名", "率"),
        "津市",
        "",
        "",
        "29.500",
    );
    check(
        &spec(ChartKind::Line, "年", "人口"),
        "2016",
        "",
        "",
        "274,537",
    );
    // The leftmost point first; codes are no names.
    check(
        &spec(ChartKind::Scatter, "率", "人口"),
        "四日市市",
        "",
        "25.750",
        "305,424",
    );
    let colored = ChartSpec {
        color: "市町名".into(),
        ..spec(ChartKind::Scatter, "率", "人口")
    };
    check(&colored, "北勢", "四日市市", "25.750", "305,424");
    let bin = read(&spec(ChartKind::Histogram, "人口", ""));
    assert_eq!(
        (bin.from.as_str(), bin.to.as_str(), bin.value.as_str()),
        ("100,000", "150,000", "1")
    );
}

#[test]
fn the_own_town_is_told_apart_by_more_than_colour() {
    let own = |spec: &ChartSpec, table: &Table, town: &str| {
        let mut data = prepare(spec, table).unwrap();
        data.own = town.into();
        let out = svg(&data, 700, 400);
        (words(&out), out)
    };
    let bars = spec(ChartKind::Bar, "市町", "人口");
    let (said, out) = own(&bars, &towns(), "津市");
    assert!(
        said.iter().any(|word| word == "津市（自分の町）"),
        "{said:?}"
    );
    // Its bar and its swatch have another fill, lines over it and a frame.
    let palette = Palette::default();
    assert_eq!(filled(&out, palette.series[0]), 2);
    assert_eq!(filled(&out, palette.series[1]), 2);
    let framed = |out: &str| out.matches("fill=\"none\" stroke=\"#1A1A1C\"/").count();
    assert_eq!(framed(&out), 2);
    let (said, out) = own(&bars, &towns(), "桑名市");
    assert!(!said.iter().any(|word| word.contains("自分の町")));
    assert_eq!(framed(&out), 0);
    assert_eq!(filled(&out, palette.series[1]), 0);

    let scatter = spec(ChartKind::Scatter, "人口", "人口");
    let (said, out) = own(&scatter, &towns(), "津市");
    assert!(
        said.iter().any(|word| word == "津市（自分の町）"),
        "{said:?}"
    );
    let (_, plain) = own(&scatter, &towns(), "");
    assert_eq!(
        out.matches("<circle").count(),
        plain.matches("<circle").count() + 3
    );

    // As a colour it is called so in the legend, and its line is wider.
    let years = table(vec![
        ("年", ints(&[2016, 2020, 2016, 2020])),
        ("市町", text(&["津市", "津市", "四日市市", "四日市市"])),
        ("人口", ints(&[10, 20, 30, 40])),
    ]);
    let lines = ChartSpec {
        color: "市町".into(),
        ..spec(ChartKind::Line, "年", "人口")
    };
    let (said, out) = own(&lines, &years, "津市");
    assert!(
        said.iter().any(|word| word == "津市（自分の町）"),
        "{said:?}"
    );
    assert!(out.contains("stroke-width=\"4\""));
}

#[test]
fn the_place_of_the_own_town_is_told_where_it_is_certain() {
    let rank = |names: &[&str], values: &[i64], town: &str| {
        let table = table(vec![("市町名", text(names)), ("人口", ints(values))]);
        let mut data = prepare(&spec(ChartKind::Bar, "市町名", "人口"), &table).unwrap();
        data.own = town.into();
        describe(&data)
            .facts
            .into_iter()
            .find_map(|fact| match fact {
                Fact::Rank { rank, of } => Some((rank, of)),
                _ => None,
            })
    };
    let names = ["津市", "四日市市", "朝日町", "川越町"];
    assert_eq!(rank(&names, &[30, 20, 10, 5], "四日市市"), Some((2, 4)));
    // The first and the last were said already.
    assert_eq!(rank(&names, &[30, 20, 10, 5], "津市"), None);
    assert_eq!(rank(&names, &[30, 20, 10, 5], "川越町"), None);
    assert_eq!(rank(&names, &[30, 20, 20, 5], "四日市市"), None);
    assert_eq!(rank(&names, &[30, 20, 10, 5], "桑名市"), None);
    assert_eq!(rank(&names, &[30, 20, 10, 5], ""), None);
    let total = ["三重県計", "四日市市", "朝日町", "川越町"];
    assert_eq!(rank(&total, &[30, 20, 10, 5], "四日市市"), None);
    // A town without a value could stand anywhere.
    let mut data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &towns()).unwrap();
    data.own = "津市".into();
    assert!(
        !describe(&data)
            .facts
            .iter()
            .any(|fact| matches!(fact, Fact::Rank { .. }))
    );
}

#[test]
fn a_line_over_names_has_no_trend() {
    let table = table(vec![
        ("市町名", text(&["津市", "四日市市", "鳥羽市"])),
        ("年", text(&["令和元年", "令和2年", "令和3年"])),
        ("月", ints(&[4, 5, 6])),
        ("人口", ints(&[278_105, 305_424, 17_525])),
        (
            "率",
            Values::Float(vec![Some(29.411), Some(25.0), Some(37.467)]),
        ),
    ]);
    let facts =
        |x: &str| describe(&prepare(&spec(ChartKind::Line, x, "人口"), &table).unwrap()).facts;
    let trend = |facts: &[Fact]| facts.iter().any(|fact| matches!(fact, Fact::Trend { .. }));
    let names = facts("市町名");
    assert_eq!(names[0], Fact::NoOrder);
    assert!(!trend(&names));
    assert!(matches!(&names[1], Fact::Largest { names, .. } if names == &["四日市市"]));
    let years = facts("年");
    assert!(
        matches!(&years[0], Fact::Trend { from, to, .. } if from == "令和元年" && to == "令和3年")
    );
    let months = facts("月");
    assert!(!trend(&months) && !months.contains(&Fact::NoOrder));
    assert!(matches!(&months[0], Fact::Largest { .. }));
}

#[test]
fn labels_have_the_digits_of_their_column() {
    let table = table(vec![
        ("町", text(&["朝日町", "津市"])),
        ("密度", Values::Float(vec![Some(53.39), Some(18.832_4)])),
    ]);
    let data = prepare(&spec(ChartKind::Bar, "町", "密度"), &table).unwrap();
    let drawn = words(&svg(&data, 700, 400));
    for label in ["53.390", "18.832"] {
        assert!(drawn.iter().any(|word| word == label), "{drawn:?}");
    }
    assert_eq!(describe(&data).digits.write(53.39), "53.390");
}

#[test]
fn both_axes_have_units() {
    let table = table(vec![
        (
            "高齢化率",
            Values::Float(vec![Some(29.5), Some(25.0), Some(40.0)]),
        ),
        ("年", ints(&[2016, 2018, 2020])),
        ("人口", ints(&[5, 6, 7])),
    ]);
    let drawn = |x: &str, unit: &str| {
        let mut data = prepare(&spec(ChartKind::Scatter, x, "人口"), &table).unwrap();
        data.x_unit = unit.into();
        let names: Vec<String> = data_table(&data, &DrawnWords::default())
            .schema()
            .iter()
            .map(|field| field.name.clone())
            .collect();
        (words(&svg(&data, 700, 400)), names)
    };
    let (said, names) = drawn("高齢化率", "%");
    for name in ["高齢化率（%）", "人口（人）"] {
        assert!(said.iter().any(|word| word == name), "{said:?}");
        assert!(names.iter().any(|other| other == name), "{names:?}");
    }
    // Not «年（年）».
    assert!(drawn("年", "年").0.iter().any(|word| word == "年"));
}

#[test]
fn a_line_that_does_not_start_at_zero_says_so_and_bars_always_do() {
    let broken = DrawnWords::default().broken;
    let drawn = |kind, values: &[i64]| {
        let table = table(vec![
            ("年", ints(&[2016, 2018, 2020])),
            ("人口", ints(values)),
        ]);
        words(&svg(
            &prepare(&spec(kind, "年", "人口"), &table).unwrap(),
            700,
            400,
        ))
    };
    let says = |words: &[String]| words.iter().any(|word| word.contains(&broken));
    let has_zero = |words: &[String]| words.iter().any(|word| word == "0");
    for far in [[1_800_000, 1_790_000, 1_780_000], [-90, -80, -85]] {
        let line = drawn(ChartKind::Line, &far);
        assert!(says(&line) && !has_zero(&line), "{line:?}");
        let bars = drawn(ChartKind::Bar, &far);
        assert!(!says(&bars) && has_zero(&bars), "{bars:?}");
    }
    for near in [[10, 50, 100], [-5, 80, 100], [0, 0, 0]] {
        let line = drawn(ChartKind::Line, &near);
        assert!(!says(&line) && has_zero(&line), "{line:?}");
    }
}

#[test]
fn colour_by_the_places_changes_nothing_and_is_told() {
    for (kind, color, same) in [
        (ChartKind::Bar, "市町", true),
        (ChartKind::Line, "市町", true),
        (ChartKind::Bar, "圏域", false),
        (ChartKind::Bar, "", false),
    ] {
        let colored = ChartSpec {
            color: color.into(),
            ..spec(kind, "市町", "人口")
        };
        let data = prepare(&colored, &towns()).unwrap();
        assert_eq!(data.color_is_x, same, "{kind:?} {color}");
        if same {
            let plain = prepare(&spec(kind, "市町", "人口"), &towns()).unwrap();
            assert_eq!(data.plot, plain.plot);
        }
    }
}

/// Sizes of the labels of a drawing, in CSS pixels.
fn sizes(svg: &str) -> Vec<f64> {
    svg.split("font-size=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split('"').next()?.parse::<f64>().ok()? * 1.24))
        .collect()
}

#[test]
fn twenty_nine_bars_are_no_higher_than_other_charts() {
    let names: Vec<String> = (1..=29).map(|i| format!("第{i}番目の町")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<i64> = (1..=29).map(|i| i * 9_876).collect();
    let table = table(vec![("市町", text(&names)), ("人口", ints(&values))]);
    let mut data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &table).unwrap();
    data.own = names[3].into();
    let height = preferred_height(&data, 640.0, 14.0);
    assert!(height <= 470.0, "{height}");
    for height in [height, 420.0] {
        let out = svg(&data, 640, height as u32);
        let said = words(&out);
        assert!(
            names
                .iter()
                .all(|name| said.iter().any(|word| word == name)),
            "{height}: {said:?}"
        );
        assert!(
            sizes(&out).iter().all(|size| *size >= 10.9),
            "{:?}",
            sizes(&out)
        );
        let rects = marks(&data, 640, height as u32, &Style::default());
        let pitch = rects[1].rect.top - rects[0].rect.top;
        assert!(pitch >= 11.25, "{height}: {pitch}");
    }
    // A box that is too low drops names, not their size.
    let low = svg(&data, 640, 240);
    assert!(sizes(&low).iter().all(|size| *size >= 10.9));
    // Ten have room for letters of the full size.
    let few = table_of(10);
    let data = prepare(&spec(ChartKind::Bar, "市町", "人口"), &few).unwrap();
    let out = svg(&data, 330, preferred_height(&data, 330.0, 14.0) as u32);
    assert!(
        sizes(&out).iter().all(|size| *size >= 13.9),
        "{:?}",
        sizes(&out)
    );
}

fn table_of(count: usize) -> Table {
    let names: Vec<String> = (1..=count).map(|i| format!("第{i}番目の町")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<i64> = (1..=count as i64).collect();
    table(vec![("市町", text(&names)), ("人口", ints(&values))])
}
