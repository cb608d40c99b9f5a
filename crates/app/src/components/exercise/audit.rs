//! `audit`: mark on a sheet, as it was published, what breaks which rule. The grid is one stop of the Tab key, the arrows move in
//! it; its margins stand for rows, columns and the sheet.

mod grid;
mod marks;

use std::rc::Rc;

use locale::{Lang, audit_place};
use protocol::{LessonRequest, Response, Window};
use spec::author::template::{OTHER_SAY, WRONG_SAY};
use spec::exercise::{AuditExercise, AuditMark, RuleWords, SHOWN_ROWS};
use spec::ingest::{AuditPlace, Rule};
use spec::toml::quoted;
use spec::{Answer, Module, Program, Step};
use table::Table;
use yew::prelude::*;

use self::grid::Grid;
use self::marks::{names, toggled};
use super::card::{Blank, Card};
use super::record::{Offer, Recorded, Solution, Solves};
use super::template::{About, hints};
use crate::hooks::{Words, use_drawing, use_engine, use_locale};
use crate::state::engine::EngineState;

/// Whether an answer to another question means the same here: that one may be about another sheet.
pub(super) const TRAVELS: bool = false;

/// What the recorder offers: mistakes. What is to be found is written as places, which a mark is only one of.
pub(super) const OFFER: Offer = Offer {
    solution: Solves::Never,
    starter: false,
    wrong: true,
    has_note: false,
};

/// The sheet and the rules.
pub(super) fn bench(exercise: &AuditExercise, marks: &[AuditMark], card: &Card<'_>) -> Html {
    html! {
        <AuditBench id={card.id.clone()} module={Rc::clone(card.module)} exercise={exercise.clone()} marks={marks.to_vec()}
            on_change={card.on_change.reform(|marks| (Answer::Audit(marks), String::new()))} />
    }
}

/// Everything is blank, or nothing.
pub(super) fn blank(_: &AuditExercise, marks: &[AuditMark]) -> Option<Blank> {
    marks.is_empty().then(Blank::default)
}

/// What is still to be done.
pub(super) fn blank_words(_: &[AuditMark], _: &Blank, words: &Words) -> String {
    words.t("question-incomplete-audit")
}

/// An answer in short.
pub(super) fn summary(marks: &[AuditMark], _: Option<&AuditExercise>, words: &Words) -> Html {
    let said = |mark: &AuditMark| format!("{} {}", mark.rule.id(), audit_place(words, mark.place));
    html! { <ul>{ for marks.iter().map(|mark| html! { <li>{ said(mark) }</li> }) }</ul> }
}

/// What breaks the rules, each with the first of its places.
pub(super) fn way(exercise: &AuditExercise, _: &[AuditMark], words: &Words) -> Html {
    html! {
        <>
            <p>{ words.t("question-solution-audit") }</p>
            <ul>{ for exercise.faults.iter().map(|fault| {
                let places: Vec<String> = fault.at.iter().map(|spot| spot.name()).collect();
                let rule = exercise.rules.iter().find(|offered| offered.rule == fault.rule);
                html! { <li>{ format!("{}　{} ", places.join(" "), fault.rule.id()) }{ for rule.map(|rule| rule_words(rule, words)) }</li> }
            }) }</ul>
        </>
    }
}

/// The last mark as a mistake.
pub(super) fn record<'a>(_: &AuditExercise, marks: &'a [AuditMark]) -> Option<Recorded<'a>> {
    let mark = marks.last()?;
    let place = match mark.place {
        AuditPlace::File | AuditPlace::Sheet { .. } => "sheet".to_owned(),
        place => place.name(),
    };
    Some(Recorded {
        block: None,
        solution: Solution::Nothing,
        mistake: Some(format!(
            "rule = {}\nat = [{}]\n",
            quoted(mark.rule.id()),
            quoted(&place)
        )),
    })
}

/// What the Studio's menu puts in.
pub(super) fn template(about: &About<'_>) -> String {
    format!(
        "{}「{}」で、規則に反している所に印を付けてください。\n\n```check\ntable = {}\nrules = [\"L1-12\", \"L3-01\"]\n[[fault]]\nrule = \"L3-01\"\nat = [\"1:1\"]\n[[wrong]]\nsay = \"{WRONG_SAY}\"\nrule = \"L1-12\"\nat = [\"1:1\"]\n[[wrong]]\nsay = \"{OTHER_SAY}\"\nat = [\"A2\"]\n```\n\n{}\n",
        about.head("読みにくい所を指す"),
        about.table,
        quoted(about.table),
        hints(),
    )
}

fn rule_words(rule: &RuleWords, words: &Words) -> Html {
    let (lang, text) = match words.lang() {
        Lang::Ja => ("ja", &rule.words.ja),
        Lang::En => ("en", &rule.words.en),
    };
    html! { <span {lang}>{ text }</span> }
}

/// Properties of [`AuditBench`].
#[derive(Clone, PartialEq, Properties)]
struct AuditBenchProps {
    /// Prefix of element ids, unique in the page.
    id: AttrValue,
    /// The lesson.
    module: Rc<Module>,
    /// The exercise.
    exercise: AuditExercise,
    /// What is marked.
    marks: Vec<AuditMark>,
    /// Takes what the marks become.
    on_change: Callback<Vec<AuditMark>>,
}

/// Rules and marks on the left, the sheet on the right.
#[component]
fn AuditBench(props: &AuditBenchProps) -> Html {
    use_drawing(&props.id);
    let words = use_locale();
    let AuditBenchProps {
        id,
        module,
        exercise,
        marks,
        on_change,
    } = props;
    let sheet = use_sheet(&exercise.table);
    let rule = use_state_eq(|| None::<Rule>);
    let place = use_state_eq(|| AuditPlace::Cell {
        sheet: 0,
        row: 1,
        column: 1,
    });
    let notice = use_state_eq(String::new);
    let on_mark = {
        let (words, marks, on_change) = (words.clone(), marks.clone(), on_change.clone());
        let (rule, notice) = (*rule, notice.setter());
        Callback::from(move |place: AuditPlace| {
            let Some(rule) = rule else {
                notice.set(words.t("audit-no-rule"));
                return;
            };
            let mark = AuditMark { rule, place };
            let id = if marks.contains(&mark) {
                "audit-unmarked"
            } else {
                "audit-marked"
            };
            notice.set(said(&words, id, &mark));
            on_change.emit(toggled(&marks, mark));
        })
    };
    let here = rule.map(|rule| AuditMark {
        rule,
        place: *place,
    });
    let is_marked = here.is_some_and(|mark| marks.contains(&mark));
    let button = if is_marked {
        "audit-unmark"
    } else {
        "audit-mark"
    };
    let onclick = {
        let (on_mark, place) = (on_mark.clone(), *place);
        Callback::from(move |_: MouseEvent| on_mark.emit(place))
    };
    let source = module
        .data
        .iter()
        .find(|source| source.name == exercise.table);
    let published = source.and_then(|source| source.raw.clone());
    let label = words.t_with("audit-sheet", &[("table", (&exercise.table).into())]);
    html! {
        <>
        <div class="bench-tools audit-tools">
            <p class="field-note" id={format!("{id}-how")}>{ words.t("audit-how") }</p>
            <fieldset class="choice">
                <legend>{ words.t("audit-rule") }</legend>
                { for exercise.rules.iter().map(|offered| {
                    let this = offered.rule;
                    let option = format!("{id}-rule-{}", this.id());
                    let checked = *rule == Some(this);
                    let onchange = {
                        let rule = rule.setter();
                        Callback::from(move |_: Event| rule.set(Some(this)))
                    };
                    html! {
                        <div class={classes!("option", checked.then_some("option-picked"))} key={this.id()}>
                            <label for={option.clone()}>
                                <input id={option} type="radio" name={format!("{id}-rules")} {checked} {onchange} />
                                <span><b>{ this.id() }</b>{ " " }{ rule_words(offered, &words) }</span>
                            </label>
                        </div>
                    }
                }) }
            </fieldset>
            <button type="button" class="button-add" {onclick}>{ words.t_with(button, &[("place", audit_place(&words, *place).into())]) }</button>
            <p class="audit-notice" role="status">{ (*notice).clone() }</p>
            <h3>{ words.t_with("audit-marks", &[("count", marks.len().into())]) }</h3>
            if marks.is_empty() {
                <p class="field-note">{ words.t("audit-none") }</p>
            }
            <ul class="audit-marks">
                { for marks.iter().map(|mark| {
                    let onclick = {
                        let (words, notice, mark) = (words.clone(), notice.setter(), *mark);
                        let (marks, on_change) = (marks.clone(), on_change.clone());
                        Callback::from(move |_: MouseEvent| {
                            notice.set(said(&words, "audit-unmarked", &mark));
                            on_change.emit(toggled(&marks, mark));
                        })
                    };
                    html! {
                        <li key={format!("{}{}", mark.rule.id(), mark.place.name())}>
                            <span>{ format!("{}　{}", audit_place(&words, mark.place), mark.rule.id()) }</span>
                            <button type="button" class="button-quiet" aria-label={said(&words, "audit-remove", mark)} {onclick}>{ "×" }</button>
                        </li>
                    }
                }) }
            </ul>
        </div>
        <div class="bench-pane">
            if let Some(sheet) = &*sheet {
                <Grid id={id.clone()} {label} table={Rc::clone(&sheet.0)} total={sheet.1} published={published.unwrap_or_default()} names={names(marks)} place={*place}
                    on_place={let place = place.setter(); Callback::from(move |next| place.set(next))} {on_mark} />
            }
        </div>
        </>
    }
}

/// A sentence about a mark.
fn said(words: &Words, id: &str, mark: &AuditMark) -> String {
    let place = audit_place(words, mark.place);
    words.t_with(
        id,
        &[("place", place.into()), ("rule", mark.rule.id().into())],
    )
}

/// The rows of the sheet that are shown, and how many there are; `None` until they are here.
#[hook]
fn use_sheet(table: &str) -> UseStateHandle<Option<(Rc<Table>, u64)>> {
    let engine = use_engine();
    let sheet = use_state(|| None::<(Rc<Table>, u64)>);
    let is_ready = engine.state == EngineState::Ready;
    let setter = sheet.setter();
    use_effect_with((table.to_owned(), is_ready), move |(table, _)| {
        let from = Step::From {
            table: table.clone(),
        };
        let answer = engine.request(LessonRequest::Rows {
            program: Program::of_steps([from]),
            after: None,
            window: Window {
                offset: 0,
                len: SHOWN_ROWS.into(),
            },
        });
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok((Response::Rows(page), _)) = answer.await {
                setter.set(Some((Rc::new(page.table), page.total)));
            }
        });
    });
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_becomes_a_mistake() {
        let mark = |name: &str| AuditMark {
            rule: Rule::NotMerged,
            place: AuditPlace::of(0, name).unwrap(),
        };
        let mistake = |marks: &[AuditMark]| {
            record(&AuditExercise::default(), marks).and_then(|recorded| recorded.mistake)
        };
        assert_eq!(mistake(&[]), None);
        assert_eq!(
            mistake(&[mark("A1"), mark("2:2")]).as_deref(),
            Some("rule = \"L1-12\"\nat = [\"2:2\"]\n")
        );
        assert_eq!(
            mistake(&[mark("")]).as_deref(),
            Some("rule = \"L1-12\"\nat = [\"sheet\"]\n")
        );
    }
}
