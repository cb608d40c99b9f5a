//! Ids: authored, stable, never derived from a URL or a title.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// Id of a module: ASCII letters, digits and hyphens, unique over all courses (`ds1-03-group`).
    ModuleId
);
id!(
    /// Id of an exercise, unique within its module (`ex1`).
    ExerciseId
);
id!(
    /// Id of a track: ASCII letters, digits and hyphens, the name of its folder under `courses/` (`data-science`).
    TrackId
);
