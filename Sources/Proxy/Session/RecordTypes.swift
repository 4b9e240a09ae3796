// Names for types of Audit that Session has of its own.

import Audit

/// The record of what is about to be done.
typealias IntentRecord = Intent
/// The record of what came of it.
typealias OutcomeRecord = Outcome
/// A decision as records have it.
typealias DecisionRecord = Judgement
/// The record of a session's beginning or end.
typealias LoginRecord = SessionRecord
