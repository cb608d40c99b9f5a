//! Addresses of the page's screens: `#/`, `#/m/<module>`, `#/m/<module>/<exercise>`, `#/free`, `#/studio`, `#/studio/<draft>`.

use spec::{ExerciseId, ModuleId};

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Tracks and modules.
    Home,
    /// A lesson, at one of its exercises where one is named.
    Lesson {
        /// The module.
        module: ModuleId,
        /// The exercise.
        exercise: Option<ExerciseId>,
    },
    /// «自由に試す»: all tables, and no task.
    Free,
    /// The Studio: the list of one's own modules, or one of them.
    Studio(Option<String>),
    /// No screen of ours.
    Unknown(String),
}

impl Route {
    /// The screen of a location's hash.
    pub(crate) fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = if path.is_empty() {
            Vec::new()
        } else {
            path.split('/').collect()
        };
        match parts.as_slice() {
            [] => Self::Home,
            ["m", module] => Self::Lesson {
                module: (*module).into(),
                exercise: None,
            },
            ["m", module, exercise] => Self::Lesson {
                module: (*module).into(),
                exercise: Some((*exercise).into()),
            },
            ["free"] => Self::Free,
            ["studio"] => Self::Studio(None),
            ["studio", draft] => Self::Studio(Some((*draft).to_owned())),
            _ => Self::Unknown(hash.to_owned()),
        }
    }

    /// A lesson.
    pub(crate) fn lesson(module: &ModuleId) -> Self {
        Self::Lesson {
            module: module.clone(),
            exercise: None,
        }
    }

    /// Where the work is kept that is done on the screen.
    pub(crate) fn work(&self) -> Option<ModuleId> {
        match self {
            Self::Lesson { module, .. } => Some(module.clone()),
            Self::Free => Some(free_room()),
            Self::Home | Self::Studio(_) | Self::Unknown(_) => None,
        }
    }

    /// The address, for a link.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Lesson {
                module,
                exercise: None,
            } => format!("#/m/{module}"),
            Self::Lesson {
                module,
                exercise: Some(exercise),
            } => format!("#/m/{module}/{exercise}"),
            Self::Free => "#/free".to_owned(),
            Self::Studio(None) => "#/studio".to_owned(),
            Self::Studio(Some(draft)) => format!("#/studio/{draft}"),
            Self::Unknown(hash) => hash.clone(),
        }
    }
}

/// Under which the work of the free room is kept: no id that a module may have.
pub(crate) fn free_room() -> ModuleId {
    ModuleId("~free".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back() {
        let check = |hash: &str, expected: Route| {
            assert_eq!(Route::parse(hash), expected, "{hash}");
            assert_eq!(Route::parse(&expected.href()), expected);
        };
        check("", Route::Home);
        check("#", Route::Home);
        check("#/", Route::Home);
        check("#/m/ds1-03-group", Route::lesson(&"ds1-03-group".into()));
        check("#/m/ds1-03-group/", Route::lesson(&"ds1-03-group".into()));
        check(
            "#/m/a/ex1",
            Route::Lesson {
                module: "a".into(),
                exercise: Some("ex1".into()),
            },
        );
        check("#/free", Route::Free);
        check("#/studio", Route::Studio(None));
        check("#/studio/1a", Route::Studio(Some("1a".into())));
        check("#/x", Route::Unknown("#/x".into()));
        check("#/m/a/b/c", Route::Unknown("#/m/a/b/c".into()));
    }
}
