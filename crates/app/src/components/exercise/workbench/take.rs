//! «持ち帰る»: the table as CSV or as an Excel workbook, and the steps as a file by which the same is done elsewhere.

use std::rc::Rc;

use protocol::reading::{Answer, Ask};
use protocol::{LessonRequest, Response, Window};
use spec::desk::{OwnTable, StepsFile};
use spec::ingest::{Export, Exported, Unwritable};
use spec::module::ColumnInfo;
use spec::{Mode, Module, Program, Step, TableAnswer};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::components::exercise::result_table::refusal;
use crate::components::exercise::table::say;
use crate::components::exercise::table::steps_sql::StepsSql;
use crate::components::exercise::table::units::columns_after;
use crate::components::intake::reading::{self, Trouble};
use crate::hooks::{Words, use_engine, use_locale};
use crate::state::engine::{EngineError, EngineHandle};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Properties of [`Take`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TakeProps {
    /// The tables.
    pub(super) module: Rc<Module>,
    /// The learner's own among them.
    pub(super) own: Rc<Vec<OwnTable>>,
    /// What was made.
    pub(super) answer: TableAnswer,
}

/// As what a table is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Utf8,
    Cp932,
    Xlsx,
}

/// Why there is no file.
enum Refusal {
    Engine(EngineError),
    Reader(Trouble),
}

impl Refusal {
    fn message(&self, words: &Words) -> String {
        match self {
            Self::Engine(error) => refusal(words, error),
            Self::Reader(trouble) => trouble.message(words),
        }
    }
}

/// A file that was made.
#[derive(Clone)]
struct Made {
    form: Form,
    bytes: Rc<Vec<u8>>,
    exported: Exported,
}

/// How far it is.
#[derive(Clone)]
enum Taking {
    Nothing,
    Making,
    /// Somebody has to say whether it is saved although some characters cannot be written.
    Asking(Made),
    Said(String),
}

/// What makes the file.
#[derive(Clone)]
struct Taker {
    engine: EngineHandle,
    props: TakeProps,
    words: Words,
}

impl Taker {
    /// The columns of the result with their types and units.
    async fn columns(&self, program: &Program) -> Result<Vec<ColumnInfo>, Refusal> {
        let rows = LessonRequest::Rows {
            program: program.clone(),
            after: None,
            window: Window { offset: 0, len: 0 },
        };
        let answer = self.engine.request(rows).await.map_err(Refusal::Engine)?;
        let (Response::Rows(page), _) = answer else {
            return Err(Refusal::Reader(Trouble::Broken));
        };
        let steps: Vec<Step> = match program {
            Program::Steps(entries) => {
                let on = entries.iter().filter(|entry| entry.enabled);
                on.map(|entry| entry.step.clone()).collect()
            }
            Program::Sql(_) => Vec::new(),
        };
        let known = columns_after(&steps, &self.props.module.data, &page.table.schema());
        let column = |column: &table::Column| {
            let info = known.iter().find(|info| info.name == column.name);
            ColumnInfo {
                name: column.name.clone(),
                meaning: info.map(|info| info.meaning.clone()).unwrap_or_default(),
                unit: info.map(|info| info.unit.clone()).unwrap_or_default(),
                dtype: column.dtype(),
            }
        };
        Ok(page.table.columns().iter().map(column).collect())
    }

    /// What was done, a line a step.
    fn lines(&self, program: &Program) -> Vec<String> {
        match program {
            Program::Steps(entries) => {
                let on = entries.iter().filter(|entry| entry.enabled);
                let line = |step: &Step| {
                    let verb = say::verb(&self.words, step.verb());
                    format!("{verb} {}", say::detail(&self.words, step))
                };
                on.map(|entry| line(&entry.step)).collect()
            }
            Program::Sql(sql) => sql.lines().map(str::to_owned).collect(),
        }
    }

    async fn make(&self, form: Form) -> Result<Made, Refusal> {
        let program = self.props.answer.program();
        let export = match form {
            Form::Utf8 => Export::CsvUtf8,
            Form::Cp932 => Export::CsvCp932,
            Form::Xlsx => Export::Xlsx {
                title: self.words.t("bench-file"),
                columns: self.columns(&program).await?,
                sources: sources(&self.props.module),
                steps: self.lines(&program),
            },
        };
        let to_csv = LessonRequest::ToCsv {
            program,
            for_sheet: false,
        };
        let answer = self.engine.request(to_csv).await.map_err(Refusal::Engine)?;
        let (_, Some(csv)) = answer else {
            return Err(Refusal::Reader(Trouble::Broken));
        };
        let told = reading::ask(&Ask::Export { export }, Some(&csv)).await;
        match told.map_err(Refusal::Reader)? {
            (Answer::Exported { exported }, Some(bytes)) => Ok(Made {
                form,
                bytes: Rc::new(bytes),
                exported: *exported,
            }),
            _ => Err(Refusal::Reader(Trouble::Broken)),
        }
    }

    /// Offers a file, and says what there is to say of it.
    fn save(&self, made: &Made) -> String {
        let (kind, ending) = match made.form {
            Form::Utf8 | Form::Cp932 => ("text/csv", "csv"),
            Form::Xlsx => (XLSX, "xlsx"),
        };
        let words = &self.words;
        let name = format!("{}.{ending}", words.t("bench-file"));
        match browser::save_file(&made.bytes, kind, &name) {
            Err(why) => format!("{} {why}", words.t("work-save-failed")),
            Ok(()) if made.exported.guarded > 0 => words.t("bench-csv-guarded"),
            Ok(()) => words.t_with("take-saved", &[("name", name.into())]),
        }
    }
}

/// Where the tables come from, each line once.
fn sources(module: &Module) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for source in &module.data {
        for line in [&source.attribution, &source.licence, &source.note] {
            if !line.is_empty() && !lines.contains(line) {
                lines.push(line.clone());
            }
        }
    }
    lines
}

/// The ways to take it along.
#[component]
pub(super) fn Take(props: &TakeProps) -> Html {
    let words = use_locale();
    let engine = use_engine();
    let taking = use_state(|| Taking::Nothing);
    let taker = Taker {
        engine,
        props: props.clone(),
        words: words.clone(),
    };
    let is_making = matches!(&*taking, Taking::Making);
    let button = |form: Form, label: &str| {
        let (taker, taking) = (taker.clone(), taking.setter());
        let onclick = Callback::from(move |_: MouseEvent| {
            taking.set(Taking::Making);
            let (taker, taking) = (taker.clone(), taking.clone());
            spawn_local(async move {
                taking.set(match taker.make(form).await {
                    Ok(made) if !made.exported.unwritable.is_empty() => Taking::Asking(made),
                    Ok(made) => Taking::Said(taker.save(&made)),
                    Err(refusal) => Taking::Said(refusal.message(&taker.words)),
                });
            });
        });
        html! { <button type="button" class="button-quiet" disabled={is_making} {onclick}>{ words.t(label) }</button> }
    };
    let steps = {
        let (props, words, taking) = (props.clone(), words.clone(), taking.setter());
        Callback::from(move |_: MouseEvent| {
            let own = props.own.iter().filter(|it| {
                let mut data = props.module.data.iter();
                data.any(|source| source.name == it.name)
            });
            let file = StepsFile::new(own.cloned().collect(), props.answer.clone());
            let name = words.t("take-steps-file");
            let name = format!("{name}.json");
            let saved = browser::save_file(file.to_json().as_bytes(), "application/json", &name);
            taking.set(Taking::Said(match saved {
                Ok(()) => words.t_with("take-saved", &[("name", name.into())]),
                Err(why) => format!("{} {why}", words.t("work-save-failed")),
            }));
        })
    };
    let save = {
        let (taker, taking) = (taker.clone(), taking.clone());
        Callback::from(move |_: MouseEvent| {
            if let Taking::Asking(made) = &*taking {
                taking.set(Taking::Said(taker.save(made)));
            }
        })
    };
    let leave = {
        let taking = taking.setter();
        Callback::from(move |_: MouseEvent| taking.set(Taking::Nothing))
    };
    let sql = match props.answer.mode {
        Mode::Steps => {
            html! { <StepsSql id="take-sql" steps={Rc::new(props.answer.steps.clone())} on_take={None::<Callback<String>>} /> }
        }
        Mode::Sql => html! {},
    };
    html! {
        <div class="take workbench-whole">
            <section aria-labelledby="take-table">
                <h2 id="take-table">{ words.t("take-table") }</h2>
                <div class="work-buttons">
                    { button(Form::Xlsx, "take-xlsx") }
                    { button(Form::Utf8, "take-utf8") }
                    { button(Form::Cp932, "take-cp932") }
                </div>
                <p class="field-note">{ words.t("take-table-about") }</p>
            </section>
            <div role="status">
                { match &*taking {
                    Taking::Nothing => html! {},
                    Taking::Making => html! { <p>{ words.t("take-making") }</p> },
                    Taking::Said(text) => html! { <p>{ text }</p> },
                    Taking::Asking(made) => unwritable(&made.exported.unwritable, &save, &leave, &words),
                } }
            </div>
            <section aria-labelledby="take-steps">
                <h2 id="take-steps">{ words.t("take-steps") }</h2>
                <p>{ words.t("take-steps-about") }</p>
                <div class="work-buttons"><button type="button" class="button-quiet" onclick={steps}>{ words.t("take-steps-save") }</button></div>
                { sql }
            </section>
        </div>
    }
}

/// Characters that cannot be written, where they stand, and the question whether the file is saved all the same.
fn unwritable(
    characters: &[Unwritable],
    save: &Callback<MouseEvent>,
    leave: &Callback<MouseEvent>,
    words: &Words,
) -> Html {
    let line = |it: &Unwritable| {
        let places = it.places.iter().take(5).map(|(row, column)| {
            if *row == 0 {
                words.t_with("take-place-name", &[("column", column.into())])
            } else {
                let args = [("row", (*row).into()), ("column", column.into())];
                words.t_with("take-place", &args)
            }
        });
        let places: Vec<String> = places.collect();
        let args = [
            ("character", (&it.character).into()),
            ("instead", (&it.instead).into()),
            ("count", it.count.into()),
            ("places", places.join("、").into()),
        ];
        html! { <li>{ words.t_with("take-unwritable-one", &args) }</li> }
    };
    html! {
        <div class="notice">
            <p>{ words.t("take-unwritable") }</p>
            <ul>{ for characters.iter().map(line) }</ul>
            <div class="work-buttons">
                <button type="button" class="button-quiet" onclick={leave}>{ words.t("cancel") }</button>
                <button type="button" class="button" onclick={save}>{ words.t("take-anyway") }</button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use spec::DataSource;

    use super::*;

    #[test]
    fn each_source_is_told_once() {
        let source = |attribution: &str| DataSource {
            attribution: attribution.to_owned(),
            licence: "CC BY 4.0".to_owned(),
            ..DataSource::default()
        };
        let module = Module {
            data: vec![source("出典：県"), source("出典：市"), source("出典：県")],
            ..Module::default()
        };
        assert_eq!(sources(&module), ["出典：県", "CC BY 4.0", "出典：市"]);
    }
}
