//! How names are told in English.

use crate::reading::NameWords;

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const NAMES: NameWords = NameWords {
    titles: &[
        "actor", "actress", "adm", "admiral", "adviser", "advisor", "aide", "ambassador", "analyst", "archbishop",
        "assemblyman", "attorney", "bishop", "brig", "brother", "candidate", "capt", "captain", "cardinal", "ceo",
        "chair", "chairman", "chairwoman", "chancellor", "chief", "coach", "col", "colonel", "commander",
        "commissioner", "congressman", "congresswoman", "councilman", "councilwoman", "dean", "del", "delegate",
        "democrat", "deputy", "director", "doctor", "dr", "duke", "editor", "emperor", "executive", "father",
        "first-lady", "founder", "gen", "general", "gov", "governor", "host", "imam", "judge", "justice", "king",
        "lady", "lawyer", "leader", "lord", "lt", "lt-gov", "maj", "major", "manager", "mayor", "minister", "mr", "mrs",
        "ms", "mullah", "mx", "officer", "official", "operative", "owner", "pastor", "pollster", "pope", "pres",
        "president", "president-elect", "prime-minister", "prince", "princess", "prof", "professor", "prosecutor",
        "queen", "rabbi", "rapper", "rep", "reporter", "representative", "republican", "researcher", "rev", "reverend",
        "secretary", "sen", "senator", "sergeant", "sgt", "sheikh", "sheriff", "sir", "sister", "speaker", "spokesman",
        "spokesperson", "spokeswoman", "strategist", "sultan", "supt", "treasurer", "veteran", "vice-president", "whip",
        "writer",
    ],
    links: &[
        "al", "and-the", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "for", "ibn", "la",
        "le", "of", "the", "van", "von", "y",
    ],
    calendar: &[
        "apr", "april", "aug", "august", "christmas", "dec", "december", "easter", "feb", "february", "friday", "jan",
        "january", "jul", "july", "jun", "june", "mar", "march", "may", "monday", "nov", "november", "oct", "october",
        "saturday", "sep", "sept", "september", "sunday", "thursday", "tuesday", "wednesday",
    ],
    bodies: &[
        "academy", "administration", "agency", "alliance", "amnesty", "army", "assembly", "associates", "association",
        "authority", "bank", "board", "brotherhood", "bureau", "cabinet", "campaign", "caucus", "center", "centre",
        "chamber", "church", "city", "club", "coalition", "college", "commission", "committee", "company", "conference",
        "congress", "consortium", "corp", "corporation", "council", "county", "court", "department", "district",
        "division", "faculty", "federation", "fellowship", "force", "foundation", "fund", "government", "group",
        "hospital", "house", "inc", "initiative", "institute", "institution", "international", "journal", "league",
        "legislature", "library", "ltd", "magazine", "ministry", "movement", "museum", "network", "news", "newspaper",
        "office", "organization", "pac", "parliament", "party", "police", "post", "press", "project", "radio", "school",
        "senate", "service", "society", "studio", "studios", "supreme", "syndicate", "team", "television", "times",
        "tribune", "trust", "union", "united", "university", "watch", "workers",
    ],
    starters: &[
        "a", "about", "above", "according", "across", "after", "again", "against", "all", "almost", "along", "already",
        "also", "although", "always", "am", "amid", "among", "an", "and", "another", "any", "anyone", "anything", "are",
        "around", "as", "asked", "at", "away", "back", "because", "been", "before", "behind", "being", "below",
        "besides", "between", "beyond", "both", "but", "by", "can", "clearly", "could", "critics", "despite", "did",
        "do", "does", "don't", "during", "each", "earlier", "either", "else", "enough", "even", "ever", "every",
        "everyone", "everything", "experts", "few", "finally", "first", "five", "for", "former", "four", "from",
        "further", "furthermore", "given", "good", "had", "has", "have", "having", "he", "he's", "hence", "her", "here",
        "here's", "hers", "him", "his", "how", "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "indeed",
        "inside", "instead", "into", "is", "isn't", "it", "it's", "its", "itself", "just", "last", "later", "least",
        "let", "let's", "like", "likewise", "made", "many", "may", "maybe", "me", "meanwhile", "might", "mine", "more",
        "moreover", "most", "much", "must", "my", "near", "nearly", "neither", "never", "nevertheless", "new", "next",
        "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "off", "officials", "often", "oh", "ok", "okay",
        "on", "once", "one", "only", "or", "other", "others", "otherwise", "our", "ours", "out", "outside", "over",
        "part", "per", "perhaps", "please", "plus", "rather", "recent", "recently", "regarding", "said", "same",
        "saying", "second", "see", "several", "she", "she's", "should", "since", "six", "so", "some", "somebody",
        "someone", "something", "sometimes", "somewhere", "soon", "speaking", "still", "such", "ten", "than", "thank",
        "that", "that's", "the", "their", "theirs", "them", "then", "there", "there's", "thereafter", "therefore",
        "these", "they", "they're", "third", "this", "those", "though", "three", "through", "throughout", "thus", "to",
        "today", "together", "tomorrow", "tonight", "too", "toward", "towards", "two", "under", "unless", "unlike",
        "until", "up", "upon", "us", "very", "was", "we", "we're", "we've", "well", "were", "what", "what's",
        "whatever", "when", "whenever", "where", "whereas", "whether", "which", "while", "who", "who's", "whoever",
        "whom", "whose", "why", "will", "with", "within", "without", "would", "yes", "yesterday", "yet", "you",
        "you're", "your", "yours",
    ],
};
