//! Where the browser keeps nothing: work lasts as long as the page, and the page says so.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;

use super::{Answer, Reconciled, Records, Saved, Storage, StorageError, reconcile};

/// Records in memory.
#[derive(Clone, Default)]
pub(crate) struct Memory {
    records: Rc<RefCell<Records>>,
    refused: String,
}

impl Memory {
    /// Instead of a store that refused, with its reason.
    pub(crate) fn instead(refused: StorageError) -> Self {
        let (StorageError::Full(refused) | StorageError::Failed(refused)) = refused;
        Self {
            refused,
            ..Self::default()
        }
    }
}

impl Storage for Memory {
    fn lasts(&self) -> bool {
        false
    }

    fn refused(&self) -> String {
        self.refused.clone()
    }

    fn load(&self) -> Answer<Records> {
        let (tell, answer) = oneshot::channel();
        let _ = tell.send(Ok(self.records.borrow().clone()));
        answer
    }

    fn save(&self, mine: Records, seen: Records) -> Answer<Saved> {
        let (tell, answer) = oneshot::channel();
        let mut saved = Saved::default();
        let mut stored = self.records.borrow_mut();
        for (key, text) in mine {
            let old = stored.get(&key).map(String::as_str);
            match reconcile(old, seen.get(&key).map(String::as_str), &key, &text) {
                Reconciled::Write(new) if new.is_empty() => {
                    stored.remove(&key);
                    saved.records.insert(key, new);
                }
                Reconciled::Write(new) => {
                    stored.insert(key.clone(), new.clone());
                    saved.records.insert(key, new);
                }
                Reconciled::Same => {
                    saved
                        .records
                        .insert(key.clone(), old.unwrap_or_default().to_owned());
                }
                Reconciled::Newer => saved.newer.push(key),
            }
        }
        let _ = tell.send(Ok(saved));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_of_a_refusal_is_kept() {
        let why = "SecurityError: The operation is insecure.";
        for refused in [StorageError::Full, StorageError::Failed] {
            let store = Memory::instead(refused(why.to_owned()));
            assert_eq!((store.lasts(), store.refused().as_str()), (false, why));
        }
        assert_eq!(Memory::default().refused(), "");
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let store = Memory::default();
        let mine = Records::from([(
            "settings".to_owned(),
            r#"{"format":1,"body":{"settings":{"town":"津市","updated":1}}}"#.to_owned(),
        )]);
        let saved = store
            .save(mine.clone(), Records::new())
            .try_recv()
            .unwrap()
            .unwrap()
            .unwrap();
        assert_eq!(
            saved,
            Saved {
                records: mine.clone(),
                newer: vec![]
            }
        );
        assert_eq!(store.load().try_recv().unwrap().unwrap().unwrap(), mine);
    }
}
