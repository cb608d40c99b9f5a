//! A chart as a drawing, a sentence and a table.

use std::rc::Rc;

use chart::{ChartData, data_table, describe, lies_down};
use table::text::{format_number, format_small, iso_date};
use table::{Table, Value};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::canvas::{self, Watch};
use super::words::sentences;
use crate::components::trouble::detail;
use crate::hooks::{Words, use_locale, use_root};

/// Rows of the table under the chart; a screen reader's user asks for the exercise's own table for more.
const SHOWN_ROWS: usize = 500;

/// Properties of [`ChartFigure`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ChartFigureProps {
    /// Prefix of element ids, unique in the page.
    pub(super) id: AttrValue,
    /// The chart.
    pub(super) data: Rc<ChartData>,
    /// 出典, written into the saved picture.
    pub(super) source: AttrValue,
}

/// A chart as a drawing, a sentence and a table.
#[component]
pub(super) fn ChartFigure(props: &ChartFigureProps) -> Html {
    let words = use_locale();
    let root = use_root();
    let canvas = use_node_ref();
    let lies = use_state(|| false);
    let latest = use_mut_ref(|| None::<(Rc<ChartData>, chart::Words)>);
    let watch = use_mut_ref(Watch::default);
    let chart_words = chart_words(&words);
    *latest.borrow_mut() = Some((Rc::clone(&props.data), chart_words.clone()));

    // Anything that the drawing depends on and yew does not see (width, theme, zoom) asks for a frame as well.
    let paint = {
        let (canvas, latest, lies) = (canvas.clone(), Rc::clone(&latest), lies.setter());
        Rc::new(move || {
            let element = canvas.cast::<HtmlCanvasElement>()?;
            let (data, words) = latest.borrow().clone()?;
            let painted = canvas::paint(&element, &data, words)?;
            lies.set(lies_down(&data, painted.width, painted.text_size));
            Some(painted.width)
        })
    };
    {
        let (watch, canvas, paint) = (Rc::clone(&watch), canvas.clone(), Rc::clone(&paint));
        use_effect_with((), move |()| {
            if let Some(element) = canvas.cast::<HtmlCanvasElement>() {
                watch.borrow_mut().start(&root, &element, paint);
            }
            move || *watch.borrow_mut() = Watch::default()
        });
    }
    {
        let watch = Rc::clone(&watch);
        use_effect_with((Rc::clone(&props.data), words.clone()), move |_| {
            watch.borrow().ask()
        });
    }

    let sentence = use_memo((Rc::clone(&props.data), words.clone()), |(data, words)| {
        sentences(&describe(data), words)
    });
    let kind = words.t(&format!("part-value-{}", props.data.plot.kind().slug()));
    let label = if props.data.title.is_empty() {
        words.t_with(
            "chart-label-untitled",
            &[("kind", kind.into()), ("sentence", (&*sentence).into())],
        )
    } else {
        let title = &props.data.title;
        words.t_with(
            "chart-label",
            &[
                ("kind", kind.into()),
                ("title", title.into()),
                ("sentence", (&*sentence).into()),
            ],
        )
    };
    let failed = use_state_eq(String::new);
    let save = {
        let (data, source, words) = (Rc::clone(&props.data), props.source.clone(), words.clone());
        let failed = failed.setter();
        let failed = Callback::from(move |why| failed.set(why));
        Callback::from(move |_: MouseEvent| {
            let title = if data.title.is_empty() {
                words.t("chart-untitled")
            } else {
                data.title.clone()
            };
            let words = self::chart_words(&words);
            canvas::save_picture(&data, &title, words, &source, failed.clone());
        })
    };
    let said = format!("{}-said", props.id);
    html! {
        <figure class="chart-figure" aria-label={words.t("chart-preview")}>
            <div class="chart-frame">
                <canvas ref={canvas} class="chart-canvas" role="img" aria-label={label}></canvas>
            </div>
            if *lies {
                <p class="chart-note">{ words.t("chart-lying") }</p>
            }
            <p class="chart-said" id={said} aria-live="polite">{ (*sentence).clone() }</p>
            <div class="chart-actions">
                <button type="button" class="button-quiet" onclick={save}>{ words.t("chart-save") }</button>
            </div>
            if !failed.is_empty() {
                <div class="notice" role="status">{ words.t("work-save-failed") }{ detail(&failed, &words) }</div>
            }
            <Numbers id={props.id.clone()} data={Rc::clone(&props.data)} />
        </figure>
    }
}

fn chart_words(words: &Words) -> chart::Words {
    chart::Words {
        count: words.t("chart-count"),
        from: words.t("chart-bin-from"),
        to: words.t("chart-bin-to"),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct NumbersProps {
    id: AttrValue,
    data: Rc<ChartData>,
}

/// The numbers behind the drawing, folded away until wanted.
#[component]
fn Numbers(props: &NumbersProps) -> Html {
    let words = use_locale();
    let table = use_memo((Rc::clone(&props.data), words.clone()), |(data, words)| {
        data_table(data, &chart_words(words))
    });
    let shown = table.height().min(SHOWN_ROWS);
    html! {
        <details class="chart-numbers">
            <summary>{ words.t("chart-table") }</summary>
            <div class="chart-numbers-box" role="group" tabindex="0" aria-label={words.t("chart-table")}>
                <table>
                    <thead>
                        <tr>{ for table.columns().iter().map(|column| html! {
                            <th scope="col" class={classes!(column.dtype().is_number().then_some("number"))}>{ &column.name }</th>
                        }) }</tr>
                    </thead>
                    <tbody>{ for (0..shown).map(|row| cells(&table, row, &words)) }</tbody>
                </table>
            </div>
            if shown < table.height() {
                <p>{ words.t_with("chart-table-cut", &[("shown", shown.into()), ("rows", table.height().into())]) }</p>
            }
        </details>
    }
}

fn cells(table: &Table, row: usize, words: &Words) -> Html {
    let cell = |(at, column): (usize, &table::Column)| {
        let text = match column.get(row).unwrap_or(Value::Null) {
            Value::Null => words.t("chart-missing-cell"),
            Value::Int(number) => format_number(number as f64, 0),
            Value::Float(number) => format_small(number, 6),
            Value::Text(text) => text,
            Value::Bool(value) => value.to_string(),
            Value::Date(days) => iso_date(days),
        };
        if at == 0 && !column.dtype().is_number() {
            html! { <th scope="row">{ text }</th> }
        } else {
            html! { <td class={classes!(column.dtype().is_number().then_some("number"))}>{ text }</td> }
        }
    };
    html! { <tr>{ for table.columns().iter().enumerate().map(cell) }</tr> }
}
