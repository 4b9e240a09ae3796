// Names for types of Session that Audit has of its own: both speak of intents, outcomes and judgements.

import Session

/// What a session asks to have recorded before it goes on.
typealias SessionIntent = Intent
/// What a session says came of a statement.
typealias SessionOutcome = Outcome
/// What was decided on a text, as a session uses it.
typealias SessionJudgement = Judgement
/// The beginning or the end of a session, as a session says it.
typealias SessionEvidence = SessionRecord
