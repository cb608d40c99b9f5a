//! `chart`: the picked chart against what suits the question; the spec is graded, never pixels.

use spec::chart::ChartKind;
use spec::exercise::{ChartCheck, ChartWrong};
use spec::verdict::Right;
use spec::{ChartSpec, Feedback, Finding, Verdict};
use table::text::normalise;

use crate::correct;

/// From which attempt on it is told what would suit.
const TELLS: u32 = 3;

/// Grades a chart as picked.
pub fn grade(check: &ChartCheck, chart: &ChartSpec, attempt: u32) -> Verdict {
    if chart.kind.is_none() && blank(&chart.x) && blank(&chart.y) {
        return Verdict::Incomplete {
            field: "kind".into(),
        };
    }
    let has = |part: fn(ChartKind) -> bool| chart.kind.is_some_and(part);
    let counts = has(|kind| !kind.has_y());
    let mut parts = Parts {
        findings: Vec::new(),
        right: Vec::new(),
        tells: attempt >= TELLS,
    };
    let kinds: Vec<String> = check
        .kind
        .iter()
        .map(|kind| kind.slug().to_owned())
        .collect();
    parts.needed("kind", chart.kind.map_or("", ChartKind::slug), &kinds);
    if has(|kind| !kind.needs_x()) {
        parts.free("x", &chart.x, &check.x);
    } else {
        parts.needed("x", &chart.x, &check.x);
    }
    if !counts {
        parts.needed("y", &chart.y, &check.y);
    }
    if has(ChartKind::needs_color) {
        parts.needed("color", &chart.color, &check.color);
    } else {
        parts.free("color", &chart.color, &check.color);
    }
    let sorts: Vec<String> = check
        .sort
        .iter()
        .map(|sort| sort.slug().to_owned())
        .collect();
    parts.free("sort", chart.sort.slug(), &sorts);
    // What another kind left behind is not in the picture.
    let stack = shown(chart.stack, has(ChartKind::has_stack));
    let stacks: Vec<String> = check
        .stack
        .iter()
        .map(|stack| stack.slug().to_owned())
        .collect();
    parts.free("stack", stack.slug(), &stacks);
    let fit = shown(chart.fit, has(ChartKind::has_fit));
    let fits: Vec<String> = check.fit.iter().map(|fit| fit.slug().to_owned()).collect();
    parts.free("fit", fit.slug(), &fits);
    let facet = shown(chart.facet.clone(), has(ChartKind::has_facet));
    parts.free("facet", &facet, &check.facet);
    parts.title(check, &chart.title);
    parts.unit(&check.unit, &chart.unit);
    if parts.findings.is_empty() {
        return correct();
    }
    let mut wrongs = (0_u32..).zip(&check.wrong);
    let found = wrongs.find(|(_, wrong)| is_so(wrong, chart));
    let (wrong, say) = found.map(|(at, wrong)| (at, wrong.say.clone())).unzip();
    Verdict::NotYet(Feedback {
        right: parts.right,
        say,
        wrong,
        findings: parts.findings,
        ..Feedback::default()
    })
}

struct Parts {
    findings: Vec<Finding>,
    right: Vec<Right>,
    tells: bool,
}

impl Parts {
    /// A part without which there is no chart.
    fn needed(&mut self, part: &str, got: &str, allowed: &[String]) {
        if blank(got) {
            self.findings
                .push(Finding::ChartMissing { part: part.into() });
        } else {
            self.free(part, got, allowed);
        }
    }

    /// A part that may stay as it is unless the check names what suits.
    fn free(&mut self, part: &str, got: &str, allowed: &[String]) {
        if allowed.is_empty() {
            return;
        }
        self.judge(
            part,
            got,
            allowed.iter().any(|name| same(name, got)),
            || allowed.first().cloned(),
        );
    }

    fn title(&mut self, check: &ChartCheck, title: &str) {
        if !check.title && check.title_words.is_empty() {
            return;
        }
        if blank(title) {
            self.findings.push(Finding::ChartMissing {
                part: "title".into(),
            });
            return;
        }
        let folded = normalise(title).to_lowercase();
        if is_noise(&folded) {
            self.judge("title", title, false, || {
                let words = check.title_words.iter().filter_map(|group| group.first());
                let words: Vec<&str> = words.map(String::as_str).collect();
                (!words.is_empty()).then(|| words.join(" "))
            });
            return;
        }
        let lacking: Vec<&str> = check
            .title_words
            .iter()
            .filter(|group| {
                !group
                    .iter()
                    .any(|word| folded.contains(&normalise(word).to_lowercase()))
            })
            .filter_map(|group| group.first().map(String::as_str))
            .collect();
        self.judge("title", title, lacking.is_empty(), || {
            Some(lacking.join(" "))
        });
    }

    fn unit(&mut self, allowed: &[String], unit: &str) {
        if allowed.is_empty() {
            return;
        }
        if blank(unit) && !allowed.iter().any(|unit| blank(unit)) {
            self.findings.push(Finding::ChartMissing {
                part: "unit".into(),
            });
            return;
        }
        let bare = |unit: &str| {
            let unit = normalise(unit);
            let unit = unit.trim_matches(['(', ')', '[', ']']);
            // «単位：人» names the unit, too.
            let unit = unit.strip_prefix("単位").unwrap_or(unit);
            unit.trim_start_matches([':', ' ']).to_owned()
        };
        let suits = allowed.iter().any(|allowed| bare(allowed) == bare(unit));
        self.judge("unit", unit, suits, || allowed.first().cloned());
    }

    fn judge(&mut self, part: &str, got: &str, suits: bool, want: impl FnOnce() -> Option<String>) {
        if suits {
            self.right.push(Right::ChartPart(part.into()));
        } else {
            let want = if self.tells { want() } else { None };
            self.findings.push(Finding::ChartPart {
                part: part.into(),
                got: got.into(),
                want,
            });
        }
    }
}

/// Whether a title is nothing but a key held down (あああ, ---): it names nothing, whatever the check demands.
fn is_noise(title: &str) -> bool {
    let mut letters = title.chars().filter(|c| c.is_alphanumeric());
    let first = letters.next();
    letters.all(|letter| Some(letter) == first)
}

/// A part as the picture has it: the default where the kind has no such part.
fn shown<T: Default>(part: T, has: bool) -> T {
    if has { part } else { T::default() }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn same(a: &str, b: &str) -> bool {
    normalise(a) == normalise(b)
}

/// Whether every part that the anticipated mistake names is so; one that names none is never so.
fn is_so(wrong: &ChartWrong, chart: &ChartSpec) -> bool {
    let texts = [
        (&wrong.x, &chart.x),
        (&wrong.y, &chart.y),
        (&wrong.color, &chart.color),
        (&wrong.unit, &chart.unit),
        (&wrong.facet, &chart.facet),
    ];
    let names_any = wrong.kind.is_some()
        || wrong.sort.is_some()
        || wrong.stack.is_some()
        || wrong.fit.is_some()
        || texts.iter().any(|(wrong, _)| wrong.is_some());
    names_any
        && wrong.kind.is_none_or(|kind| chart.kind == Some(kind))
        && wrong.sort.is_none_or(|sort| chart.sort == sort)
        && wrong.stack.is_none_or(|stack| chart.stack == stack)
        && wrong.fit.is_none_or(|fit| chart.fit == fit)
        && texts
            .iter()
            .all(|(wrong, got)| wrong.as_ref().is_none_or(|wrong| same(wrong, got)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use spec::chart::{ChartFit, ChartSort, ChartStack};

    fn asked() -> ChartCheck {
        ChartCheck {
            kind: vec![ChartKind::Bar],
            x: vec!["市町名".into()],
            y: vec!["人口".into()],
            color: vec![String::new(), "地域".into()],
            sort: vec![ChartSort::Descending],
            title: true,
            title_words: vec![vec!["人口".into()], vec!["2020".into(), "令和2".into()]],
            unit: vec!["人".into()],
            wrong: vec![ChartWrong {
                say: "折れ線は時間の流れに使います。".into(),
                kind: Some(ChartKind::Line),
                ..ChartWrong::default()
            }],
            ..ChartCheck::default()
        }
    }

    fn right() -> ChartSpec {
        ChartSpec {
            kind: Some(ChartKind::Bar),
            x: "市町名".into(),
            y: "人口".into(),
            color: String::new(),
            sort: ChartSort::Descending,
            title: "三重県の市町の人口（２０２０年）".into(),
            unit: "（人）".into(),
            ..ChartSpec::default()
        }
    }

    fn feedback(chart: &ChartSpec, attempt: u32) -> Feedback {
        match grade(&asked(), chart, attempt) {
            Verdict::NotYet(feedback) => feedback,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn right_chart() {
        assert!(grade(&asked(), &right(), 1).is_correct());
        assert!(grade(&ChartCheck::default(), &right(), 1).is_correct());
        assert_eq!(
            grade(&asked(), &ChartSpec::default(), 1),
            Verdict::Incomplete {
                field: "kind".into()
            }
        );
    }

    #[test]
    fn one_part_wrong_is_one_finding() {
        let wrong = feedback(
            &ChartSpec {
                kind: Some(ChartKind::Line),
                ..right()
            },
            1,
        );
        assert_eq!(wrong.say.as_deref(), Some("折れ線は時間の流れに使います。"));
        assert_eq!(wrong.wrong, Some(0));
        assert_eq!(
            wrong.findings,
            [Finding::ChartPart {
                part: "kind".into(),
                got: "line".into(),
                want: None
            }]
        );
        assert_eq!(wrong.right.len(), 6);
        let wrong = feedback(
            &ChartSpec {
                title: "人口".into(),
                ..right()
            },
            3,
        );
        assert_eq!(
            wrong.findings,
            [Finding::ChartPart {
                part: "title".into(),
                got: "人口".into(),
                want: Some("2020".into())
            }]
        );
        let wrong = feedback(
            &ChartSpec {
                unit: String::new(),
                ..right()
            },
            1,
        );
        assert_eq!(
            wrong.findings,
            [Finding::ChartMissing {
                part: "unit".into()
            }]
        );
    }

    #[test]
    fn a_histogram_needs_no_y() {
        let check = ChartCheck {
            kind: vec![ChartKind::Histogram],
            x: vec!["高齢化率".into()],
            y: vec!["人口".into()],
            ..ChartCheck::default()
        };
        let chart = ChartSpec {
            kind: Some(ChartKind::Histogram),
            x: "高齢化率".into(),
            ..ChartSpec::default()
        };
        assert!(grade(&check, &chart, 1).is_correct());
    }

    #[test]
    fn stacking_fit_and_small_charts_are_parts() {
        let check = ChartCheck {
            kind: vec![ChartKind::Bar],
            stack: vec![ChartStack::Share],
            facet: vec!["年".into()],
            fit: vec![ChartFit::None],
            ..ChartCheck::default()
        };
        let chart = ChartSpec {
            stack: ChartStack::Share,
            facet: "年".into(),
            // A scatter plot's, left behind: bars have no line.
            fit: ChartFit::Line,
            ..right()
        };
        assert!(grade(&check, &chart, 1).is_correct());
        let wrong = |chart: &ChartSpec| match grade(&check, chart, 3) {
            Verdict::NotYet(feedback) => feedback.findings,
            other => panic!("{other:?}"),
        };
        let part = |part: &str, got: &str, want: &str| Finding::ChartPart {
            part: part.into(),
            got: got.into(),
            want: Some(want.into()),
        };
        assert_eq!(
            wrong(&right()),
            [part("stack", "none", "share"), part("facet", "", "年")]
        );
        // A box plot has no stacks, so what is left of them does not count.
        let boxes = ChartSpec {
            kind: Some(ChartKind::Box),
            ..chart
        };
        assert!(wrong(&boxes).contains(&part("stack", "none", "share")));
    }

    #[test]
    fn a_box_plot_needs_no_x_and_a_heat_map_needs_its_values() {
        let check = ChartCheck {
            y: vec!["人口".into()],
            ..ChartCheck::default()
        };
        let boxes = ChartSpec {
            kind: Some(ChartKind::Box),
            y: "人口".into(),
            ..ChartSpec::default()
        };
        assert!(grade(&check, &boxes, 1).is_correct());
        let heat = ChartSpec {
            kind: Some(ChartKind::Heat),
            x: "年".into(),
            y: "人口".into(),
            ..ChartSpec::default()
        };
        match grade(&check, &heat, 1) {
            Verdict::NotYet(feedback) => assert_eq!(
                feedback.findings,
                [Finding::ChartMissing {
                    part: "color".into()
                }]
            ),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_mistake_without_parts_is_never_made() {
        let mut check = asked();
        check.wrong = vec![ChartWrong {
            say: "?".into(),
            ..ChartWrong::default()
        }];
        match grade(
            &check,
            &ChartSpec {
                unit: "世帯".into(),
                ..right()
            },
            1,
        ) {
            Verdict::NotYet(feedback) => assert_eq!((feedback.wrong, feedback.say), (None, None)),
            other => panic!("{other:?}"),
        }
    }
}
