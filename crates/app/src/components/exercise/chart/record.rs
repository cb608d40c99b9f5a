//! A chart in the text of a module: what the Studio's recorder writes down.

use spec::exercise::ChartExercise;
use spec::toml::quoted;
use spec::{ChartFit, ChartKind, ChartSort, ChartSpec, ChartStack};

use crate::components::exercise::record::{Recorded, Solution};

/// Solution, start or mistake.
pub(in crate::components::exercise) fn record(
    exercise: &ChartExercise,
    chart: &ChartSpec,
) -> Option<Recorded<'static>> {
    Some(Recorded {
        block: Some(("chart", chart_lines(chart, None))),
        solution: Solution::Block(first_check(chart)),
        mistake: Some(chart_lines(chart, Some(&exercise.solution))),
    })
}

/// A chart as TOML; with another one: only what differs from it.
fn chart_lines(chart: &ChartSpec, other: Option<&ChartSpec>) -> String {
    let kind = |chart: &ChartSpec| {
        chart
            .kind
            .map(|kind| kind.slug())
            .unwrap_or_default()
            .to_owned()
    };
    let parts = |chart: &ChartSpec| {
        let mut parts = vec![
            ("kind", kind(chart)),
            ("x", chart.x.clone()),
            ("y", chart.y.clone()),
            ("color", chart.color.clone()),
            ("sort", chart.sort.slug().to_owned()),
        ];
        // A mistake in the title is found by the words that it needs.
        if other.is_none() {
            parts.push(("title", chart.title.clone()));
        }
        parts.push(("unit", chart.unit.clone()));
        // What another kind left behind is not in the picture.
        let has = |part: fn(ChartKind) -> bool| chart.kind.is_some_and(part);
        let stack = if has(ChartKind::has_stack) {
            chart.stack
        } else {
            ChartStack::None
        };
        let fit = if has(ChartKind::has_fit) {
            chart.fit
        } else {
            ChartFit::None
        };
        let facet = if has(ChartKind::has_facet) {
            &chart.facet
        } else {
            ""
        };
        parts.push(("stack", stack.slug().to_owned()));
        parts.push(("fit", fit.slug().to_owned()));
        parts.push(("facet", facet.to_owned()));
        parts
    };
    let right = other.map(parts);
    parts(chart)
        .into_iter()
        .enumerate()
        .filter(|(at, (_, value))| match &right {
            Some(right) => right.get(*at).is_some_and(|(_, other)| other != value),
            None => !value.is_empty() && value != "none",
        })
        .map(|(_, (key, value))| format!("{key} = {}\n", quoted(&value)))
        .collect()
}

/// A check for a first solution.
fn first_check(chart: &ChartSpec) -> String {
    let mut check = String::new();
    if let Some(kind) = chart.kind {
        check.push_str(&format!("kind = {}\n", quoted(kind.slug())));
    }
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            check.push_str(&format!("{key} = {}\n", quoted(value)));
        }
    };
    put("x", &chart.x);
    put("y", &chart.y);
    // The table's own order is nobody's choice.
    if chart.sort != ChartSort::None {
        put("sort", chart.sort.slug());
    }
    put("unit", &chart.unit);
    let has = |part: fn(ChartKind) -> bool| chart.kind.is_some_and(part);
    if has(ChartKind::has_stack) && chart.stack != ChartStack::None {
        put("stack", chart.stack.slug());
    }
    if has(ChartKind::has_fit) && chart.fit != ChartFit::None {
        put("fit", chart.fit.slug());
    }
    if has(ChartKind::has_facet) {
        put("facet", &chart.facet);
    }
    if has(ChartKind::needs_color) {
        put("color", &chart.color);
    }
    let words: Vec<String> = title_words(&chart.title).into_iter().map(quoted).collect();
    if !words.is_empty() {
        check.push_str(&format!("title_words = [{}]\n", words.join(", ")));
    }
    check
}

/// The words that a title cannot do without: what is written in kanji, katakana, letters or digits, without what only
/// joins them. 「地域別の人口（2020年）」: 地域, 人口, 2020.
fn title_words(title: &str) -> Vec<&str> {
    let script = |c: char| match c {
        '々' | '\u{3400}'..='\u{9fff}' => 1,
        '\u{30a1}'..='\u{30fa}' | 'ー' => 2,
        c if c.is_ascii_digit() || ('０'..='９').contains(&c) => 3,
        c if c.is_alphabetic() && !('\u{3041}'..='\u{309f}').contains(&c) => 4,
        _ => 0,
    };
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut before = 0;
    for (at, now) in title
        .char_indices()
        .map(|(at, c)| (at, script(c)))
        .chain([(title.len(), 0)])
    {
        if now != before {
            let word = title.get(start..at).unwrap_or_default();
            let word = word.trim_end_matches(['別', '順', '毎']);
            if before != 0 && word.chars().nth(1).is_some() && !words.contains(&word) {
                words.push(word);
            }
            (start, before) = (at, now);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charts_mistake_is_what_differs() {
        let right = ChartSpec {
            kind: Some(spec::ChartKind::Bar),
            x: "市町".into(),
            y: "人口".into(),
            title: "人口".into(),
            ..ChartSpec::default()
        };
        let exercise = ChartExercise {
            solution: right.clone(),
            ..ChartExercise::default()
        };
        let line = ChartSpec {
            kind: Some(spec::ChartKind::Line),
            title: "別の題".into(),
            ..right.clone()
        };
        let recorded = record(&exercise, &line).unwrap();
        assert_eq!(recorded.mistake.as_deref(), Some("kind = \"line\"\n"));
        assert_eq!(
            chart_lines(&right, None),
            "kind = \"bar\"\nx = \"市町\"\ny = \"人口\"\ntitle = \"人口\"\n"
        );
        assert_eq!(
            first_check(&right),
            "kind = \"bar\"\nx = \"市町\"\ny = \"人口\"\ntitle_words = [\"人口\"]\n"
        );
    }

    #[test]
    fn what_another_kind_left_behind_is_not_recorded() {
        let shares = ChartSpec {
            kind: Some(spec::ChartKind::Bar),
            x: "市町".into(),
            y: "人口".into(),
            color: "年齢".into(),
            stack: ChartStack::Share,
            fit: ChartFit::Line,
            facet: "年".into(),
            ..ChartSpec::default()
        };
        let kept = "stack = \"share\"\nfacet = \"年\"\n";
        assert!(chart_lines(&shares, None).ends_with(kept));
        assert!(first_check(&shares).ends_with(kept));
        let heat = ChartSpec {
            kind: Some(spec::ChartKind::Heat),
            ..shares
        };
        assert!(chart_lines(&heat, None).ends_with("color = \"年齢\"\n"));
        assert!(first_check(&heat).ends_with("color = \"年齢\"\n"));
    }

    #[test]
    fn a_charts_check_knows_order_unit_and_title() {
        let chart = ChartSpec {
            kind: Some(spec::ChartKind::Bar),
            x: "館".into(),
            y: "貸出".into(),
            sort: ChartSort::Descending,
            title: "図書館別の貸出冊数（2024年度）".into(),
            unit: "冊".into(),
            ..ChartSpec::default()
        };
        let check = first_check(&chart);
        assert_eq!(
            check,
            "kind = \"bar\"\nx = \"館\"\ny = \"貸出\"\nsort = \"descending\"\nunit = \"冊\"\ntitle_words = [\"図書館\", \"貸出冊数\", \"2024\", \"年度\"]\n"
        );
        assert_eq!(
            title_words("人口と人口、CSV とデータ 3 つ"),
            ["人口", "CSV", "データ"]
        );
        assert_eq!(title_words(""), Vec::<&str>::new());
    }
}
