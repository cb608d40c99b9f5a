//! A chart as a drawing, a sentence and a table.

use std::rc::Rc;

use chart::{
    ChartData, Digits, Drawn, Plot, data_table, describe, digits_of, lies_down, mark_at, warnings,
};
use table::text::{format_number, iso_date};
use table::{Table, Value};
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

use super::canvas::{self, Watch};
use super::words::{caution, sentences, tip};
use crate::browser;
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
    let lies = use_state_eq(|| false);
    let drawn = use_mut_ref(Drawn::default);
    let is_cut = use_state_eq(|| false);
    let active = use_state_eq(|| None::<usize>);
    let latest = use_mut_ref(|| None::<(Rc<ChartData>, chart::DrawnWords)>);
    let watch = use_mut_ref(Watch::default);
    let chart_words = chart_words(&words);
    *latest.borrow_mut() = Some((Rc::clone(&props.data), chart_words.clone()));

    // Anything that the drawing depends on and yew does not see (width, theme, zoom) asks for a frame as well.
    let paint = {
        let (canvas, latest, lies) = (canvas.clone(), Rc::clone(&latest), lies.setter());
        let (drawn, active, is_cut) = (Rc::clone(&drawn), active.setter(), is_cut.setter());
        Rc::new(move || {
            let element = canvas.cast::<HtmlCanvasElement>()?;
            let (data, words) = latest.borrow().clone()?;
            let painted = canvas::paint(&element, &data, words)?;
            lies.set(lies_down(&data, painted.size.0, painted.text_size));
            is_cut.set(painted.drawn.is_cut);
            *drawn.borrow_mut() = painted.drawn;
            active.set(None);
            Some(painted.size)
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
    let map_source = match &props.data.plot {
        Plot::Map(map) => map.map.attribution.clone(),
        _ => String::new(),
    };
    let source = [props.source.as_str(), map_source.as_str()];
    let source: Vec<&str> = source.into_iter().filter(|it| !it.is_empty()).collect();
    let source = source.join(" / ");
    let save = |is_drawing: bool| {
        let (data, source, words) = (Rc::clone(&props.data), source.clone(), words.clone());
        let failed = failed.setter();
        let failed = Callback::from(move |why| failed.set(why));
        Callback::from(move |_: MouseEvent| {
            let title = if data.title.is_empty() {
                words.t("chart-untitled")
            } else {
                data.title.clone()
            };
            let words = self::chart_words(&words);
            if is_drawing {
                let saved = canvas::save_drawing(&data, &title, words, &source);
                failed.emit(saved.err().unwrap_or_default());
            } else {
                canvas::save_picture(&data, &title, words, &source, failed.clone());
            }
        })
    };
    let on_point = {
        let (drawn, active) = (Rc::clone(&drawn), active.setter());
        Callback::from(move |event: PointerEvent| {
            let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            active.set(mark_at(&drawn.borrow().marks, x, y));
        })
    };
    let on_leave = {
        let active = active.setter();
        // A finger is lifted to read.
        Callback::from(move |event: PointerEvent| {
            if event.pointer_type() == "mouse" {
                active.set(None);
            }
        })
    };
    let on_blur = {
        let active = active.setter();
        Callback::from(move |_: FocusEvent| active.set(None))
    };
    let on_key = {
        let (drawn, active) = (Rc::clone(&drawn), active.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Alt and an arrow go back in the browser.
            if event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            if let Some(next) = moved(
                *active,
                drawn.borrow().marks.len(),
                &browser::key_of(&event),
            ) {
                event.prevent_default();
                active.set(next);
            }
        })
    };
    let mark = active.and_then(|at| drawn.borrow().marks.get(at).cloned());
    let told = mark
        .as_ref()
        .map(|mark| tip(&props.data, mark, &words))
        .unwrap_or_default();
    let (tip_box, ring) = (use_node_ref(), use_node_ref());
    {
        let (tip_box, ring) = (tip_box.clone(), ring.clone());
        use_effect_with((mark, told.clone()), move |(mark, _)| {
            if let Some(mark) = mark {
                let _ = place(mark, &tip_box, &ring);
            }
        });
    }
    let said = format!("{}-said", props.id);
    html! {
        <figure class="chart-figure" aria-label={words.t("chart-preview")}>
            <div class="chart-frame" role="application" tabindex="0" aria-label={words.t("chart-keys")}
                onpointermove={&on_point} onpointerdown={on_point} onpointerleave={on_leave} onblur={on_blur} onkeydown={on_key}>
                <canvas ref={canvas} class="chart-canvas" role="img" aria-label={label}></canvas>
                <div ref={ring} class="chart-ring" hidden={told.is_empty()}></div>
                <div ref={tip_box} class="chart-tip" role="status">{ told }</div>
            </div>
            <p class="chart-said" id={said} aria-live="polite">{ (*sentence).clone() }</p>
            if *is_cut {
                <p class="chart-note">{ words.t("chart-warn-cut") }</p>
            }
            { for warnings(&props.data).iter().map(|warning| html! { <p class="chart-note" role="status">{ caution(warning, &words) }</p> }) }
            if !map_source.is_empty() {
                <p class="chart-note">{ words.t_with("chart-map-source", &[("source", map_source.into())]) }</p>
            }
            if *lies {
                <p class="chart-note">{ words.t("chart-lying") }</p>
            }
            if props.data.color_is_x {
                <p class="chart-note" role="status">{ words.t_with("chart-same-color", &[("column", (&props.data.x).into())]) }</p>
            }
            if !failed.is_empty() {
                <div class="notice" role="status">{ words.t("work-save-failed") }{ detail(&failed, &words) }</div>
            }
            <div class="chart-foot">
                <button type="button" class="button-quiet" onclick={save(false)}>{ words.t("chart-save") }</button>
                <button type="button" class="button-quiet" onclick={save(true)}>{ words.t("chart-save-svg") }</button>
                <Numbers id={props.id.clone()} data={Rc::clone(&props.data)} />
            </div>
        </figure>
    }
}

/// Where a key leads among so many marks: `None` for other keys, `Some(None)` away from all.
fn moved(active: Option<usize>, count: usize, key: &str) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some(Some(active.map_or(0, |at| (at + 1).min(last)))),
        "ArrowLeft" | "ArrowUp" => Some(Some(active.map_or(last, |at| at.saturating_sub(1)))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" if active.is_some() => Some(None),
        _ => None,
    }
}

/// Puts the ring around a mark and the tip above it, or below where there is no room, inside the picture.
fn place(mark: &chart::Mark, tip: &NodeRef, ring: &NodeRef) -> Option<()> {
    /// Room between a mark and its tip.
    const GAP: f64 = 6.0;
    let put = |element: &HtmlElement, name: &str, value: f64| {
        let _ = element
            .style()
            .set_property(name, &format!("{}px", value.round()));
    };
    let (tip, ring) = (tip.cast::<HtmlElement>()?, ring.cast::<HtmlElement>()?);
    let rect = mark.rect;
    put(&ring, "left", rect.left - 2.0);
    put(&ring, "top", rect.top - 2.0);
    put(&ring, "width", rect.right - rect.left + 4.0);
    put(&ring, "height", rect.bottom - rect.top + 4.0);
    // From the left edge, where all of it fits on a line.
    put(&tip, "left", 0.0);
    let (width, height) = (
        f64::from(tip.offset_width()),
        f64::from(tip.offset_height()),
    );
    let frame = tip.parent_element()?;
    let right = f64::from(frame.client_width()) - width;
    let left = (rect.left + rect.right - width) / 2.0;
    put(&tip, "left", left.min(right).max(0.0));
    let (above, below) = (rect.top - GAP - height, rect.bottom + GAP);
    let is_below = above < 0.0 && below + height <= f64::from(frame.client_height());
    put(&tip, "top", if is_below { below } else { above.max(0.0) });
    Some(())
}

fn chart_words(words: &Words) -> chart::DrawnWords {
    chart::DrawnWords {
        count: words.t("chart-count"),
        from: words.t("chart-bin-from"),
        to: words.t("chart-bin-to"),
        own: words.t("chart-own-town"),
        broken: words.t("chart-broken"),
        share: words.t("chart-share"),
        box_parts: ["low", "q1", "median", "q3", "high"]
            .map(|part| words.t(&format!("chart-box-{part}"))),
        outliers: words.t("chart-outliers"),
        blank: words.t("chart-blank"),
        tiles: words.t("chart-tiles"),
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
    let columns = table.columns().iter();
    let digits: Vec<Digits> = columns
        .map(|column| digits_of(&props.data, &column.name))
        .collect();
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
                    <tbody>{ for (0..shown).map(|row| cells(&table, &digits, row, &words)) }</tbody>
                </table>
            </div>
            if shown < table.height() {
                <p>{ words.t_with("chart-table-cut", &[("shown", shown.into()), ("rows", table.height().into())]) }</p>
            }
        </details>
    }
}

fn cells(table: &Table, digits: &[Digits], row: usize, words: &Words) -> Html {
    let cell = |(at, column): (usize, &table::Column)| {
        let text = match column.get(row).unwrap_or(Value::Null) {
            Value::Null => words.t("chart-missing-cell"),
            Value::Int(number) => format_number(number as f64, 0),
            Value::Float(number) => digits.get(at).copied().unwrap_or_default().write(number),
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

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn arrows_go_from_mark_to_mark() {
        assert_eq!(moved(None, 3, "ArrowRight"), Some(Some(0)));
        assert_eq!(moved(Some(0), 3, "ArrowDown"), Some(Some(1)));
        assert_eq!(moved(Some(2), 3, "ArrowRight"), Some(Some(2)));
        assert_eq!(moved(None, 3, "ArrowLeft"), Some(Some(2)));
        assert_eq!(moved(Some(0), 3, "ArrowUp"), Some(Some(0)));
        assert_eq!(moved(Some(1), 3, "Home"), Some(Some(0)));
        assert_eq!(moved(Some(1), 3, "End"), Some(Some(2)));
        assert_eq!(moved(Some(1), 3, "Escape"), Some(None));
        // Not ours: the page's own dialogs close with it, and Tab goes on.
        assert_eq!(moved(None, 3, "Escape"), None);
        assert_eq!(moved(Some(1), 3, "Tab"), None);
        assert_eq!(moved(None, 0, "ArrowRight"), None);
    }
}
