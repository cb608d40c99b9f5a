//! The button that saves a whole table as CSV.

use std::rc::Rc;

use protocol::{LessonRequest, Response};
use spec::Program;
use yew::prelude::*;

use super::refusal::refusal;
use crate::browser;
use crate::components::trouble::detail;
use crate::hooks::{use_engine, use_locale};

/// Properties of [`CsvButton`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CsvButtonProps {
    pub(super) program: Rc<Program>,
    pub(super) after: Option<u32>,
    pub(super) file: AttrValue,
}

/// Saves the whole table as CSV.
#[component]
pub(super) fn CsvButton(props: &CsvButtonProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    // Whether it is being made, and what came in between: in words, and in the browser's own.
    let state = use_state(|| (false, None::<(String, String)>));
    let onclick = {
        let (state, props, words) = (state.clone(), props.clone(), words.clone());
        Callback::from(move |_: MouseEvent| {
            if state.0 {
                return;
            }
            state.set((true, None));
            let answer = engine.request(LessonRequest::ToCsv {
                program: up_to(&props.program, props.after),
                for_sheet: true,
            });
            let (state, file, words) = (state.clone(), props.file.clone(), words.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match answer.await {
                    Ok((response, Some(bytes))) => {
                        let name = if file.is_empty() {
                            "table"
                        } else {
                            file.as_str()
                        };
                        let saved = browser::save_file(&bytes, "text/csv", &format!("{name}.csv"));
                        let told = match (saved, response) {
                            (Err(why), _) => Some((words.t("work-save-failed"), why)),
                            (Ok(()), Response::Csv { guarded: 1.. }) => {
                                Some((words.t("bench-csv-guarded"), String::new()))
                            }
                            _ => None,
                        };
                        state.set((false, told));
                    }
                    Ok(_) => state.set((false, None)),
                    Err(error) => {
                        state.set((false, Some((refusal(&words, &error), String::new()))));
                    }
                }
            });
        })
    };
    html! {
        <span class="csv">
            <button type="button" class="button-quiet" {onclick} aria-disabled={state.0.then_some("true")}>{ words.t("bench-csv") }</button>
            if let Some((message, why)) = &state.1 {
                <span role="status">{ message }{ detail(why, &words) }</span>
            }
        </span>
    }
}

/// The program up to that step.
fn up_to(program: &Program, after: Option<u32>) -> Program {
    match (program, after) {
        (Program::Steps(steps), Some(after)) => {
            Program::Steps(steps.iter().take(after as usize + 1).cloned().collect())
        }
        (program, _) => program.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_end_at_the_step_that_is_looked_at() {
        let program = Program::of_steps([spec::Step::Head { n: 1 }, spec::Step::Tail { n: 2 }]);
        assert_eq!(
            up_to(&program, Some(0)),
            Program::of_steps([spec::Step::Head { n: 1 }])
        );
        assert_eq!(up_to(&program, None), program);
    }
}
