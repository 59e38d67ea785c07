//! What the checkers of the sample mark, link, find, ask and propose.

use crate::model::Decision::{Accepted, Declined};
use crate::model::Outcome::{
    CannotVerify, Confirmed, ConfirmedWithChange, Conflicting, OnAuthor, Opinion, OutOfScope, Wrong,
};
use crate::model::Severity::{Legal, Minor, Substantive};
use crate::model::{Relation, Role, SourceKind};

use super::table::Target::{Draft, Evidence, Source};
use super::table::{Article, Mark, Person, ProposedChange, RowCalculation, RowLink, RowQuery, RowSource};
use super::table::{change, claim, link, query, quote, statistic};

/// The title of the project.
pub const TITLE: &str = "El Salvador prisons";

pub const ANA: Person = Person { name: "Ana Ruiz", actor: 0x9f27_c01b_e4d8_5a36 };
pub const BEN: Person = Person { name: "Ben Okafor", actor: 0x3d08_e1f2_4ab7_956c };

/// The articles, the draft first.
pub const ARTICLES: [Article; 2] = [
    Article {
        file: "000_9a464d67475b2cb6.txt",
        bytes: include_bytes!("../../seeds/000_9a464d67475b2cb6.txt"),
        title: "A shared agenda",
        role: Role::Draft,
        author: "Timothy O’Farrell",
        published: "2025-02",
        note: "The text gives no date of its own. It speaks of 19 February and of “last week”; the year follows from its figures for 2024. To be confirmed.",
        marks: DRAFT,
    },
    Article {
        file: "001_5dae7fbb4ec7dd23.txt",
        bytes: include_bytes!("../../seeds/001_5dae7fbb4ec7dd23.txt"),
        title: "Inside the prisons",
        role: Role::Evidence,
        author: "",
        published: "",
        note: "Without date or name of the author, who works for Cristosal (¶7). It speaks of February and of “last weekend”, so the day can be found.",
        marks: EVIDENCE,
    },
];

const DRAFT: &[Mark] = &[
    quote("\"No country has … such as this.”")
        .by("Marco Rubio")
        .note("Two wordings of one remark. Needs the transcript. The quotation opens with a straight mark."),
    claim("their meeting in early February").found(Confirmed),
    claim("But the self-described dictator … “for a fee,”"),
    quote("“for a fee,”"),
    quote("“house in his jails dangerous American criminals.”"),
    claim("experts have struggled to find a modern example … foreign jail"),
    claim("a major violation of international human rights law").note("Which law? Ask for the article."),
    quote("“harsh and life-threatening conditions.”").by("U.S. State Department"),
    claim("a civil violation, not a criminal offense")
        .found(Conflicting)
        .note("The draft itself speaks of the crime of crossing the border illegally in ¶25."),
    claim("The World’s Largest Jailer")
        .found(Wrong)
        .note("What the text has is the highest rate. “Largest jailer” reads as the greatest number of prisoners."),
    claim("the start of the country’s state of exception in March 2022").found(Confirmed),
    statistic("87 people").found(CannotVerify).note("No source given, none in the research package."),
    claim("suspended all constitutional guarantees").found(ConfirmedWithChange),
    claim("Between 2022 and 2024, over 80,000 Salvadorans … war on “gangs.”"),
    statistic("over 80,000 Salvadorans").found(ConfirmedWithChange),
    claim("the highest incarceration rate in the entire world … as of June 2024").found(Confirmed),
    statistic("1,086 per 100,000")
        .found(Conflicting)
        .note("1,086 per 100,000 is 1.09 percent, about half of the 2 percent in the evidence."),
    claim("according to the Prison Policy Initiative"),
    statistic("thousands of innocent men").found(CannotVerify),
    statistic("20 years old").found(OnAuthor),
    claim("the military’s siege of Soyapango in December 2022"),
    claim("the coordinator of the Movement for Victims of the Regime (MOVIR)"),
    statistic("the 80,000 people detained").note("“Over” is missing here. Change together with ¶7."),
    quote("“The prosecution cannot … human rights violation,”")
        .by("Samuel Ramirez")
        .found(OnAuthor)
        .note("Said to the author, as it seems; the recording was asked for."),
    claim("In mid-February … adult prisons"),
    statistic("at least 265 people").found(ConfirmedWithChange),
    claim("Many of these deaths occurred … Terrorismo (CECOT)")
        .found(Conflicting)
        .note("By the evidence, almost all families were told that theirs are not at CECOT."),
    statistic("capacity of 40,000").found(Confirmed),
    claim("world’s largest prison").found(Confirmed).note("Follows from the capacity, if no other prison has more."),
    quote("“People who were victims … by the regime,”").by("Samuel Ramirez"),
    quote("“By Design”").by("Ana Piquer").found(Confirmed).note("Her words in ¶16."),
    statistic("twenty-five months")
        .note("Twenty-five months from December 2022 lead to January 2025, which fits “recently”."),
    claim("prisoners do not receive visits and are never allowed outside"),
    statistic("65 to 70 prisoners"),
    statistic("five missions"),
    quote("“We have heard horrific accounts … punishment,”").by("Ana Piquer"),
    quote("“It's a system that by design … people.”").by("Ana Piquer"),
    claim("In 2023, the U.S. State Department described … “severely overcrowded”"),
    quote("“severely overcrowded”").by("U.S. State Department"),
    quote("“two tortillas, one spoonful of beans, and one glass of water per day,”").by("U.S. State Department"),
    claim("a professor at Emerson College"),
    claim("El Salvador will only take “convicted criminals,”"),
    claim("best known for housing suspected terrorists … “War on Terror,”").found(OutOfScope).note("Common knowledge."),
    statistic("upwards of 30,000 migrants"),
    claim("in the face of civil rights lawsuits on February 19"),
    statistic("17 men"),
    statistic("nearly 180 deportees"),
    claim("almost a third … crossing the border illegally"),
    claim("any crime beyond crossing the border illegally"),
    quote("“committed a crime by entering the United States illegally.”").by("A senior Homeland Security official"),
    claim("This is the first time … overseas detention facility"),
    claim("the myopia of their visions").found(Opinion),
    quote("“not attend to the root causes: they cause more harm than good.”").by("Ana Piquer"),
    claim("Timothy O''Farrell").found(ConfirmedWithChange),
];

const EVIDENCE: &[Mark] = &[
    claim("traveled to Central America in February"),
    claim("as well as U.S. citizens convicted of crimes"),
    quote("“extraordinary gesture never before extended by any country”").by("Marco Rubio"),
    statistic("$6 million").note("“Reportedly”: no source named."),
    claim("In 2022, at Bukele’s request … an emergency declaration"),
    claim("suspended basic due process rights"),
    statistic("at least 85,000 people").note("Attributed to El Salvador’s legislature."),
    claim("the highest incarceration rate in the world, with 2 percent of the population in prison"),
    statistic("2 percent of the population"),
    statistic("an estimated 120,000 people"),
    claim("Most prisoners have not yet been convicted of any crime"),
    claim("There are still no trial dates"),
    statistic("up to 40,000"),
    claim("It is still operating at half its capacity"),
    statistic("1,177 people"),
    claim("not being held at CECOT"),
    claim("monthly packages of food, medicine, and clothing"),
    statistic("at least 367 people").note("Counted by Cristosal’s investigators."),
    claim("likely much higher than 367"),
];

/// What has no text here.
pub const SOURCES: &[RowSource] = &[
    RowSource {
        kind: SourceKind::WebPage,
        name: "Prison Policy Initiative",
        detail: "named in ¶7; the page with the rate is still to be found",
        url: "https://www.prisonpolicy.org/",
    },
    RowSource {
        kind: SourceKind::Other,
        name: "U.S. State Department on prisons in El Salvador, 2023",
        detail: "named in ¶18; the report is still to be fetched",
        url: "",
    },
    RowSource {
        kind: SourceKind::Interview,
        name: "The author’s notes and recordings",
        detail: "Santiago, Samuel Ramirez, Ana Piquer, Mneesha Gellman; asked for",
        url: "",
    },
    RowSource {
        kind: SourceKind::Person,
        name: "Mneesha Gellman",
        detail: "to be asked about her title and her quoted words",
        url: "",
    },
    RowSource { kind: SourceKind::Call, name: "Cristosal", detail: "not called yet", url: "" },
    RowSource { kind: SourceKind::Book, name: "House style book", detail: "names, accents, quotation marks", url: "" },
];

/// What bears the draft out, and what does not.
pub const LINKS: &[RowLink] = &[
    link(
        "\"No country has … such as this.”",
        Relation::Context,
        Evidence("“extraordinary gesture never before extended by any country”"),
        "Another wording of the same remark.",
    ),
    link(
        "their meeting in early February",
        Relation::Supports,
        Evidence("traveled to Central America in February"),
        "February, though not “early”.",
    ),
    link("“for a fee,”", Relation::Context, Evidence("$6 million"), "A payment is reported there, not these words."),
    link(
        "“harsh and life-threatening conditions.”",
        Relation::Context,
        Source("U.S. State Department on prisons in El Salvador, 2023"),
        "Are these words in the report of 2023 or in another one?",
    )
    .primary(),
    link(
        "a civil violation, not a criminal offense",
        Relation::Contradicts,
        Draft("any crime beyond crossing the border illegally"),
        "The draft calls the same act a crime here.",
    ),
    link(
        "a civil violation, not a criminal offense",
        Relation::Contradicts,
        Draft("“committed a crime by entering the United States illegally.”"),
        "The department’s view, from an unnamed official.",
    ),
    link(
        "The World’s Largest Jailer",
        Relation::Contradicts,
        Evidence("the highest incarceration rate in the world, with 2 percent of the population in prison"),
        "A rate, not a number.",
    ),
    link(
        "the start of the country’s state of exception in March 2022",
        Relation::Supports,
        Evidence("In 2022, at Bukele’s request … an emergency declaration"),
        "The year; the month is not given there.",
    ),
    link(
        "suspended all constitutional guarantees",
        Relation::Contradicts,
        Evidence("suspended basic due process rights"),
        "“All” goes too far by this account.",
    ),
    link(
        "over 80,000 Salvadorans",
        Relation::Updates,
        Evidence("at least 85,000 people"),
        "Newer, and “people”: foreign nationals are included.",
    ),
    link(
        "the highest incarceration rate in the entire world … as of June 2024",
        Relation::Supports,
        Evidence("the highest incarceration rate in the world, with 2 percent of the population in prison"),
        "Supports the rank, not the figure.",
    ),
    link(
        "1,086 per 100,000",
        Relation::Contradicts,
        Evidence("2 percent of the population"),
        "2 percent would be 2,000 per 100,000.",
    ),
    link("1,086 per 100,000", Relation::Context, Evidence("an estimated 120,000 people"), "Of which population?"),
    link("according to the Prison Policy Initiative", Relation::Context, Source("Prison Policy Initiative"), "")
        .primary(),
    link("20 years old", Relation::Context, Source("The author’s notes and recordings"), "").primary(),
    link("the 80,000 people detained", Relation::Repeats, Draft("over 80,000 Salvadorans"), "Without “over”."),
    link(
        "“The prosecution cannot … human rights violation,”",
        Relation::Context,
        Evidence("There are still no trial dates"),
        "",
    ),
    link("at least 265 people", Relation::Updates, Evidence("at least 367 people"), "A later count, by Cristosal."),
    link(
        "Many of these deaths occurred … Terrorismo (CECOT)",
        Relation::Contradicts,
        Evidence("not being held at CECOT"),
        "If they were not held there, they did not die there.",
    ),
    link("capacity of 40,000", Relation::Supports, Evidence("up to 40,000"), ""),
    link("“By Design”", Relation::Repeats, Draft("“It's a system that by design … people.”"), ""),
    link(
        "prisoners do not receive visits and are never allowed outside",
        Relation::Context,
        Evidence("monthly packages of food, medicine, and clothing"),
        "Relatives bring packages to the older prisons.",
    ),
    link(
        "“severely overcrowded”",
        Relation::Context,
        Source("U.S. State Department on prisons in El Salvador, 2023"),
        "",
    )
    .primary(),
    link("a professor at Emerson College", Relation::Context, Source("Mneesha Gellman"), "").primary(),
    link(
        "El Salvador will only take “convicted criminals,”",
        Relation::Contradicts,
        Evidence("as well as U.S. citizens convicted of crimes"),
        "There the convicted are citizens; deportees are taken as well.",
    ),
    link("Timothy O''Farrell", Relation::Context, Source("House style book"), "One apostrophe."),
];

/// What was asked.
pub const QUERIES: &[RowQuery] = &[
    query(
        "\"No country has … such as this.”",
        "The author",
        "2025-03-25",
        "Where do these words come from? The other article has “extraordinary gesture never before extended by any country”.",
    ),
    query(
        "“house in his jails dangerous American criminals.”",
        "The author",
        "2025-03-25",
        "Whose words are these: Bukele’s, Rubio’s, or a report’s?",
    ),
    query(
        "a civil violation, not a criminal offense",
        "Legal desk",
        "2025-03-25",
        "Does this hold for unlawful presence only, or for the crossing too? ¶25 speaks of a crime.",
    ),
    query("1,086 per 100,000", "The author", "2025-03-25", "Which population and which prisoners does the rate count?"),
    query("20 years old", "The author", "2025-03-25", "May we hear the recording of the talk with Santiago?"),
    query("17 men", "The author", "2025-03-25", "As of which day?"),
    query(
        "the coordinator of the Movement for Victims of the Regime (MOVIR)",
        "Copy desk",
        "2025-03-25",
        "The draft has both Ramirez and Ramírez. Which one?",
    )
    .answered("One spelling throughout; ask the author which he uses himself."),
    query("Timothy O''Farrell", "Copy desk", "2025-03-25", "Two apostrophes in the byline: a slip of the typesetting?")
        .answered("Yes. One, and a curly one."),
];

/// What should be changed.
pub const CHANGES: &[ProposedChange] = &[
    change(
        "The World’s Largest Jailer",
        "The World’s Highest Incarceration Rate",
        Substantive,
        "The text supports the rate only.",
    ),
    change("over 80,000 Salvadorans", "at least 85,000 people", Substantive, "Newer figure, wider group.")
        .decided(Accepted, "The editor"),
    change(
        "suspended all constitutional guarantees",
        "suspended basic due process rights",
        Substantive,
        "As the evidence puts it.",
    )
    .decided(Accepted, "The editor"),
    change(
        "thousands of innocent men",
        "what rights groups say are thousands of innocent men",
        Legal,
        "No count is given.",
    )
    .decided(Declined, "The editor"),
    change("at least 265 people", "at least 367 people", Substantive, "Later count; name Cristosal as its source."),
    change(
        "a civil violation, not a criminal offense",
        "in many cases a civil violation, not a criminal offense",
        Legal,
        "Depends on the answer of the legal desk.",
    ),
    change("Timothy O''Farrell", "Timothy O’Farrell", Minor, "House style.").decided(Accepted, "Copy desk"),
];

/// Passages whose edges were moved after they were checked: their words before and now.
pub const MOVED: &[(&str, &str)] = &[("world’s largest prison", "By capacity, it is the world’s largest prison")];

/// What hangs together by arithmetic.
pub const CALCULATIONS: &[RowCalculation] = &[RowCalculation {
    part: Evidence("an estimated 120,000 people"),
    rate: Evidence("2 percent of the population"),
    note: "To be held against the census: how many people had the country when this was written?",
}];
