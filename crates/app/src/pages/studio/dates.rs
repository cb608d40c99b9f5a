//! Days and times, by the clock of whoever reads them.

/// `2026-11-29 14:05`.
pub(super) fn when(at: u64) -> String {
    let day = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    format!(
        "{}-{:02}-{:02} {}:{:02}",
        day.get_full_year(),
        day.get_month() + 1,
        day.get_date(),
        day.get_hours(),
        day.get_minutes()
    )
}
