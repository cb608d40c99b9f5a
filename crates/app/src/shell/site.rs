//! A folder on some host: work is kept by the browser, apart from that of other sites on the host.

use std::pin::Pin;
use std::rc::Rc;

use super::{Pwa, Shell};
use crate::browser;
use crate::storage::{IndexedDb, Memory, Storage};

/// A folder on some host.
pub(super) struct Site;

impl Shell for Site {
    fn storage(&self) -> Pin<Box<dyn Future<Output = Rc<dyn Storage>>>> {
        Box::pin(async {
            match IndexedDb::open("ama", true).await {
                Ok(store) => Rc::new(store) as Rc<dyn Storage>,
                Err(why) => Rc::new(Memory::instead(why)),
            }
        })
    }

    fn database(&self, name: &str) -> String {
        super::named(name, &browser::absolute("./"))
    }

    fn has_addresses(&self) -> bool {
        true
    }

    fn trusts_browser(&self) -> bool {
        true
    }

    fn offline(&self) -> Option<Pwa> {
        Pwa::here()
    }
}
