//! How Spanish tells that a statement is sweeping, grave or causal.

use crate::reading::language::claims::ClaimWords;

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const CLAIMS: ClaimWords = ClaimWords {
    superlative_endings: &["ísima", "ísimas", "ísimo", "ísimos"],
    not_superlatives: &[],
    superlatives: &[
        "mayor", "mayores", "mejor", "mejores", "menor", "menores", "máxima", "máximo", "mínima", "mínimo", "peor",
        "peores",
    ],
    uniques: &["inaudita", "inaudito", "inédita", "inédito", "única", "únicas", "único", "únicos"],
    most: &["menos", "más"],
    firsts: &["primer", "primera", "primeras", "primero", "primeros"],
    not_first: &[
        "a", "auxilios", "dama", "damas", "de", "lugar", "ministra", "ministro", "mitad", "paso", "piso", "plano",
        "semestre", "tiempo", "trimestre", "vista",
    ],
    superlative_phrases: &[
        &["como", "nunca"], &["de", "todos", "los", "tiempos"], &["el", "único"], &["en", "la", "historia"],
        &["la", "única"], &["más", "que", "nunca"], &["nunca", "antes"], &["que", "cualquier", "otra"],
        &["que", "cualquier", "otro"], &["que", "ninguna", "otra"], &["que", "ningún", "otro"], &["sin", "precedente"],
        &["sin", "precedentes"],
    ],
    all: &["cada", "entera", "entero", "toda", "todas", "todo", "todos"],
    not_all: &[
        &["ante", "todo"], &["cada", "día"], &["cada", "uno"], &["cada", "vez"], &["con", "todo"],
        &["de", "todas", "formas"], &["de", "todas", "maneras"], &["de", "todo"], &["de", "todos", "modos"],
        &["del", "todo"], &["después", "de", "todo"], &["sobre", "todo"], &["toda", "clase", "de"],
        &["todo", "el", "día"], &["todo", "lo", "contrario"], &["todo", "tipo", "de"],
    ],
    majorities: &["mayoría"],
    not_majorities: &[],
    always: &[
        "completamente", "cualquiera", "enteramente", "exclusivamente", "invariablemente", "siempre", "totalmente",
        "unánime", "unánimemente", "únicamente",
    ],
    never: &["jamás", "nada", "nadie", "ninguna", "ninguno", "nunca", "tampoco"],
    no: &["ninguna", "ningún"],
    not_no: &["duda"],
    any: &["alguna", "alguno", "algún", "cualquier", "ni", "ninguna", "ningún", "siquiera"],
    only: &["solamente", "solo", "sólo", "únicamente"],
    not_only: &[
        &["no", "solamente"], &["no", "solo"], &["no", "sólo"], &["solo", "si"], &["tan", "solo"], &["tan", "sólo"],
    ],
    or: &["e", "ni", "o", "u"],
    causes: &[
        "agravó", "causa", "causado", "causan", "causaron", "causó", "desató", "desencadenó", "empeoró", "generado",
        "generaron", "generó", "impidió", "impulsó", "obligó", "originó", "produjo", "provoca", "provocado",
        "provocan", "provocaron", "provocó", "redujo",
    ],
    cause_phrases: &[
        &["a", "causa", "de"], &["a", "raíz", "de"], &["como", "consecuencia"], &["como", "resultado"],
        &["condujo", "a"], &["debido", "a"], &["dio", "lugar", "a"], &["en", "respuesta", "a"], &["gracias", "a"],
        &["llevaron", "a"], &["llevó", "a"], &["por", "culpa", "de"], &["porque"], &["responsable", "de"],
    ],
    grave: &[
        "abuso", "abusos", "acusada", "acusado", "acusó", "agredió", "asesinado", "asesinados", "asesinato",
        "asesinatos", "asesinó", "corrupción", "corrupto", "corruptos", "crimen", "criminal", "criminales", "crímenes",
        "culpable", "culpables", "delito", "delitos", "desfalco", "dictador", "estafa", "extorsión", "fraude",
        "genocidio", "homicidio", "homicidios", "ilegal", "ilegales", "ilegalmente", "lavado", "malversación",
        "masacre", "mató", "mintió", "muerte", "muertes", "muertos", "murieron", "murió", "narcotráfico",
        "negligencia", "pandilla", "pandillas", "plagio", "sanciones", "sanción", "secuestro", "soborno", "sobornos",
        "suicidio", "terrorismo", "terrorista", "terroristas", "tortura", "torturado", "torturas", "torturó", "trata",
        "tráfico", "violaciones", "violación", "violó", "víctima", "víctimas",
    ],
    comparisons: &[
        "aumento", "aumentó", "bajó", "cayó", "comparado", "creció", "disminuyó", "doble", "duplicó", "inferior",
        "mayor", "mayoría", "mejor", "menor", "menos", "mitad", "más", "peor", "redujo", "subió", "superior", "superó",
        "triple", "triplicó",
    ],
    opinions: &[
        "absurdo", "acaso", "cree", "creen", "creo", "debe", "deben", "deberá", "debería", "deberían",
        "desgraciadamente", "espera", "esperan", "excelente", "horrible", "importante", "increíble", "lamentablemente",
        "maravilloso", "ojalá", "opina", "opinan", "parece", "parecen", "podría", "podrían", "posiblemente",
        "probablemente", "puede", "pueden", "quizá", "quizás", "seguramente", "sería", "tal-vez", "temen", "terrible",
    ],
    selves: &["me", "mi", "mis", "nos", "nosotras", "nosotros", "nuestra", "nuestras", "nuestro", "nuestros", "yo"],
    lands: &[
        "afganistán", "albania", "alemania", "américa", "américa central", "américa del norte", "américa del sur",
        "américa latina", "angola", "arabia saudita", "argelia", "argentina", "armenia", "asia", "australia",
        "austria", "azerbaiyán", "bangladés", "belarús", "belice", "benín", "bolivia", "bosnia", "brasil", "bulgaria",
        "burundi", "bélgica", "camboya", "camerún", "canadá", "caribe", "catar", "centroamérica", "chile", "china",
        "chipre", "colombia", "congo", "corea del norte", "corea del sur", "costa rica", "croacia", "cuba",
        "dinamarca", "ecuador", "ee. uu", "ee.uu", "eeuu", "egipto", "el salvador", "emiratos árabes unidos",
        "escocia", "eslovaquia", "eslovenia", "españa", "estados unidos", "estonia", "etiopía", "europa", "filipinas",
        "finlandia", "francia", "gales", "georgia", "ghana", "gran bretaña", "grecia", "guatemala", "guinea", "guyana",
        "haití", "holanda", "honduras", "hungría", "india", "indonesia", "inglaterra", "irak", "irlanda", "irán",
        "islandia", "israel", "italia", "jamaica", "japón", "jordania", "kazajistán", "kenia", "kosovo", "kuwait",
        "latinoamérica", "letonia", "liberia", "libia", "lituania", "luxemburgo", "líbano", "malasia", "malta", "malí",
        "marruecos", "moldavia", "mongolia", "mozambique", "myanmar", "méxico", "namibia", "nepal", "nicaragua",
        "nigeria", "norteamérica", "noruega", "nueva zelanda", "níger", "oceanía", "omán", "oriente medio",
        "oriente próximo", "pakistán", "palestina", "panamá", "paraguay", "países bajos", "perú", "polonia",
        "portugal", "puerto rico", "reino unido", "república checa", "república dominicana", "ruanda", "rumania",
        "rumanía", "rusia", "senegal", "serbia", "singapur", "siria", "somalia", "sri lanka", "sudamérica",
        "sudáfrica", "sudán", "suecia", "suiza", "surinam", "tailandia", "taiwán", "tanzania", "turquía", "túnez",
        "ucrania", "uganda", "unión soviética", "uruguay", "uzbekistán", "vaticano", "venezuela", "vietnam", "yemen",
        "zambia", "zimbabue", "áfrica",
    ],
    place_nouns: &[
        "avenida", "bahía", "barrio", "calle", "cantón", "cerro", "ciudad", "condado", "departamento", "desierto",
        "estado", "golfo", "isla", "islas", "lago", "mar", "monte", "municipio", "océano", "parque", "plaza",
        "provincia", "puente", "puerto", "río", "sierra", "valle", "volcán",
    ],
    place_leads: &["en"],
    former: &["antigua", "antiguo", "entonces", "ex", "exministro", "expresidenta", "expresidente"],
};
