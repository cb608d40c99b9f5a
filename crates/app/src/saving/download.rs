//! The work file, as the browser offers it to the learner.

use spec::work::Work;

use crate::browser;

/// Offers the work as a file; gives its name.
///
/// # Errors
/// The browser's words where it refuses.
pub(crate) fn download(work: &Work) -> Result<String, String> {
    let dated = Work {
        saved_at: browser::now(),
        ..work.clone()
    };
    let day = js_sys::Date::new_0();
    let name = format!(
        "ama-work-{:04}{:02}{:02}.json",
        day.get_full_year(),
        day.get_month() + 1,
        day.get_date()
    );
    browser::save_file(dated.to_json().as_bytes(), "application/json", &name)?;
    Ok(name)
}
