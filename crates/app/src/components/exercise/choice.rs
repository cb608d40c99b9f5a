//! `choice`: pick one or several options.

use std::rc::Rc;

use spec::Module;
use spec::exercise::ChoiceExercise;
use spec::verdict::OptionFeedback;
use yew::prelude::*;

use crate::components::prose::{Phrase, Prose};
use crate::hooks::Words;

/// Radio buttons, or check boxes where several may be right. `id` is the prefix of element ids, unique in the page; `picked`
/// are the positions of the picked options, ascending; `feedback` is what the last check said of options, empty when the
/// picks changed since; `on_pick` is called when a pick changed.
pub(crate) fn choice_bench(
    id: &AttrValue,
    module: &Rc<Module>,
    exercise: &ChoiceExercise,
    picked: &[u32],
    feedback: &[OptionFeedback],
    on_pick: &Callback<Vec<u32>>,
    words: &Words,
) -> Html {
    html! {
        <fieldset class="choice">
            <legend>{ words.t(if exercise.multiple { "question-pick-several" } else { "question-pick-one" }) }</legend>
            { for exercise.options.iter().enumerate().map(|(at, option)| {
                let position = at as u32;
                let is_picked = picked.contains(&position);
                let onchange = {
                    let (picked, on_pick, multiple) = (picked.to_vec(), on_pick.clone(), exercise.multiple);
                    Callback::from(move |_: Event| {
                        let mut next = if multiple { picked.clone() } else { Vec::new() };
                        if multiple && picked.contains(&position) {
                            next.retain(|other| *other != position);
                        } else {
                            next.insert(next.partition_point(|other| *other < position), position);
                        }
                        on_pick.emit(next);
                    })
                };
                let option_id = format!("{id}-option-{at}");
                let said = feedback.iter().find(|feedback| feedback.option == position);
                let said_id = format!("{option_id}-said");
                let class = classes!("option", is_picked.then_some("option-picked"), said.map(|said| if said.right { "option-right" } else { "option-wrong" }));
                html! {
                    <div {class} key={at}>
                        <label for={option_id.clone()}>
                            <input id={option_id} type={if exercise.multiple { "checkbox" } else { "radio" }} name={format!("{id}-options")} checked={is_picked} {onchange}
                                aria-describedby={said.map(|_| said_id.clone())} />
                            <Phrase inlines={option.text.clone()} />
                        </label>
                        if let Some(said) = said {
                            <div class="option-said" id={said_id}>
                                <p class="option-mark">{ words.t(if said.right { "question-option-right" } else { "question-option-wrong" }) }</p>
                                <Prose module={module.clone()} blocks={said.feedback.clone()} />
                            </div>
                        }
                    </div>
                }
            }) }
        </fieldset>
    }
}
