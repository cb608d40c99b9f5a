//! Runs the bench's program in the engine: after each change, the latest one only, and stoppable.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use protocol::{LessonRequest, Page, Response, RunReport, Window};
use spec::Program;
use yew::prelude::*;

use crate::components::exercise::result_table::FIRST_ROWS;
use crate::state::engine::{EngineError, EngineHandle, EngineState};

/// Milliseconds after which a running program is worth a word.
const SLOW: u32 = 300;

/// What came of a program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ran {
    /// The program.
    pub(crate) program: Rc<Program>,
    /// What came of it, without the rows.
    pub(crate) report: RunReport,
    /// First rows of the result.
    pub(crate) page: Option<Rc<Page>>,
    /// Which run of this bench it was, from 1: the same program may give something else the next time.
    pub(crate) stamp: u64,
}

/// Where running is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Phase {
    /// Nothing runs.
    #[default]
    Idle,
    /// Something runs.
    Running,
    /// Something runs for so long that stopping it should be offered.
    Slow,
    /// The engine gave no answer.
    Failed(EngineError),
}

/// Running of a bench's program.
#[derive(Clone, PartialEq)]
pub(crate) struct Run {
    /// What came of the program that ran last; not necessarily of the one that stands there now.
    pub(crate) ran: Option<Rc<Ran>>,
    /// Where running is.
    pub(crate) phase: Phase,
    /// Runs it again.
    pub(crate) again: Callback<()>,
    /// Stops it; everything typed stays.
    pub(crate) stop: Callback<()>,
}

#[derive(Default)]
struct RunQueue {
    wanted: Option<Rc<Program>>,
    is_busy: bool,
    /// Number of the request that is under way.
    asked: u32,
    /// Stopped by this bench's own button: do not start again unasked.
    is_stopped: bool,
    debounce: Option<Timeout>,
    slow: Option<Timeout>,
    /// Runs that came to an end.
    runs: u64,
}

impl RunQueue {
    /// What came of a run.
    fn ran(&mut self, program: Rc<Program>, mut report: RunReport) -> Ran {
        self.runs += 1;
        Ran {
            program,
            page: report.result.take().map(Rc::new),
            report,
            stamp: self.runs,
        }
    }
}

#[derive(Clone)]
struct Runner {
    queue: Rc<RefCell<RunQueue>>,
    engine: EngineHandle,
    ran: UseStateSetter<Option<Rc<Ran>>>,
    phase: UseStateSetter<Phase>,
}

impl Runner {
    /// Runs what is wanted, unless something runs: then that comes first and the latest wish follows.
    fn start(&self) {
        let program = {
            let mut queue = self.queue.borrow_mut();
            if queue.is_busy || queue.is_stopped {
                return;
            }
            let Some(program) = queue.wanted.take() else {
                return;
            };
            queue.is_busy = true;
            let phase = self.phase.clone();
            queue.slow = Some(Timeout::new(SLOW, move || phase.set(Phase::Slow)));
            program
        };
        self.phase.set(Phase::Running);
        let window = Window {
            offset: 0,
            len: FIRST_ROWS,
        };
        let (id, answer) = self.engine.ask(LessonRequest::Run {
            program: (*program).clone(),
            window,
        });
        self.queue.borrow_mut().asked = id;
        let runner = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let answer = answer.await;
            {
                let mut queue = runner.queue.borrow_mut();
                queue.is_busy = false;
                queue.slow = None;
            }
            match answer {
                Ok((Response::Ran(report), _)) => {
                    let ran = runner.queue.borrow_mut().ran(program, report);
                    runner.ran.set(Some(Rc::new(ran)));
                    runner.phase.set(Phase::Idle);
                }
                Ok(_) => runner.phase.set(Phase::Idle),
                // Another lesson was opened meanwhile.
                Err(EngineError::Stopped) if !runner.queue.borrow().is_stopped => {
                    runner.queue.borrow_mut().wanted.get_or_insert(program);
                }
                Err(error) => runner.phase.set(Phase::Failed(error)),
            }
            runner.start();
        });
    }

    fn want(&self, program: Option<Rc<Program>>, pause: u32) {
        let runner = self.clone();
        let mut queue = self.queue.borrow_mut();
        queue.is_stopped = false;
        queue.wanted = program;
        queue.debounce = Some(Timeout::new(pause, move || runner.start()));
    }
}

/// Runs the program `pause` milliseconds after each change, unless another one follows; `None` is nothing to run. A change of
/// `town` changes results too.
#[hook]
pub(crate) fn use_run(
    engine: &EngineHandle,
    program: Option<Rc<Program>>,
    town: AttrValue,
    pause: u32,
) -> Run {
    let queue = use_mut_ref(RunQueue::default);
    let ran = use_state(|| None::<Rc<Ran>>);
    let phase = use_state(Phase::default);
    let runner = Runner {
        queue: queue.clone(),
        engine: engine.clone(),
        ran: ran.setter(),
        phase: phase.setter(),
    };

    {
        let runner = runner.clone();
        let is_first = ran.is_none();
        use_effect_with((program.clone(), town), move |(program, _)| {
            if program.is_none() {
                runner.ran.set(None);
                runner.phase.set(Phase::Idle);
            }
            runner.want(program.clone(), if is_first { 0 } else { pause });
        });
    }
    {
        // An engine that came back picks up what could not run without it.
        let (runner, program) = (runner.clone(), program.clone());
        let waits = *phase == Phase::Failed(EngineError::Unavailable);
        use_effect_with(engine.state == EngineState::Ready, move |ready| {
            if *ready && waits {
                runner.want(program, 0);
            }
        });
    }

    let again = {
        let runner = runner.clone();
        Callback::from(move |()| runner.want(program.clone(), 0))
    };
    let stop = {
        let runner = runner.clone();
        Callback::from(move |()| {
            let asked = {
                let mut queue = runner.queue.borrow_mut();
                queue.is_stopped = true;
                queue.wanted = None;
                queue.asked
            };
            runner.engine.stop(asked);
        })
    };
    Run {
        ran: (*ran).clone(),
        phase: (*phase).clone(),
        again,
        stop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_told_from_the_one_before_though_it_lies_at_the_same_place() {
        let mut queue = RunQueue::default();
        let program = Rc::new(Program::default());
        let mut seen = Vec::new();
        for _ in 0..3 {
            // Dropped at once: the next one may get its memory, and with it its address.
            let ran = Rc::new(queue.ran(Rc::clone(&program), RunReport::default()));
            seen.push(ran.stamp);
        }
        assert_eq!(seen, [1, 2, 3]);
    }
}
