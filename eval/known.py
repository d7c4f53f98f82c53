"""What is known of public sets of questions beforehand: where they come from, and figures measured elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Whose a set is."""

    origin: str
    licence: str
    note: str = ""  # what to keep in mind when reading its figures


@dataclass(frozen=True, slots=True)
class KnownCleaning:
    """A way to clean pages, and how well it did on all of them."""

    name: str
    precision: float
    recall: float
    f1: float


_TRAINED_ON = "The embedding model was trained on this set: what rests on meaning is flattered here."
_SILENT = "The archive is empty: only the follow-ups' resolution is measured."
_CLAIMS = "Claims stand in for questions; that a claim is refuted is an answer too, so only evidence is looked for."

# By the name of the set's folder.
SOURCES = {
    "atf_headlines": Source(
        "AndyTheFactory/article-extraction-dataset: 423 news articles; a headline is asked for its article",
        "Apache-2.0 (data set); the text is the publishers'",
        "Headlines are no questions; search for a known article is what this measures.",
    ),
    "boilerplate_atf": Source(
        "AndyTheFactory/article-extraction-dataset: 200 of its 424 pages, as text",
        "Apache-2.0 (data set); the text is the publishers'",
    ),
    "cast2019_rewrite": Source("daltonj/treccastweb: TREC CAsT 2019, evaluation topics", "MIT", _SILENT),
    "clapnq": Source(
        "primeqa/clapnq: dev, made of Natural Questions", "Apache-2.0; passages CC BY-SA (Wikipedia)", _TRAINED_ON
    ),
    "fm2_claims": Source(
        "google-research/fool-me-twice: 600 claims of dev", "Apache-2.0; text CC BY-SA (Wikipedia)", _CLAIMS
    ),
    "hotpot_multihop": Source(
        "OpenSPG/KAG: 100 questions of HotpotQA with their passages",
        "CC BY-SA 4.0",
        "Each needs two documents; both are evidence.",
    ),
    "mtrag_human_subset": Source(
        "IBM/mt-rag-benchmark: the subset that people judged", "Apache-2.0", "Earlier turns are asked, not given."
    ),
    "mtrag_rewrite": Source("IBM/mt-rag-benchmark: questions that people rewrote", "Apache-2.0", _SILENT),
    "ramdocs": Source(
        "HanNight/RAMDocs: half of its test set",
        "MIT",
        "Each question may use its own few documents only, some of them wrong; one right answer is enough.",
    ),
    "squad2": Source(
        "chrischute/squad: SQuAD 2.0, a sample of half the dev set",
        "CC BY-SA 4.0",
        f"{_TRAINED_ON} Its unanswerable questions were written to look answerable.",
    ),
    "timeqa": Source(
        "wenhuchen/Time-Sensitive-QA: 110 pages of the human questions",
        "BSD-3-Clause; text CC BY-SA (Wikipedia)",
        "Evidence is every paragraph of the page that has the answer's words: a weak label.",
    ),
    "wice_claims": Source(
        "ryokamoi/wice: dev claims with the web pages cited for them",
        "ODC-BY 1.0 (annotations); claims CC BY-SA (Wikipedia); pages by Common Crawl's terms",
        _CLAIMS,
    ),
}

# Of AUROC, by the name of the set's folder.
KNOWN_AUROC = {"squad2": "scores of search alone, several methods: .51 to .65"}
ELSEWHERE = (
    "Known from another set, dated news quizzes over full articles: there the best cosine alone had an AUROC of .93, "
    "the score that fuses two rankings .74. That is why each method's own score is kept."
)

KNOWN_CLEANING = (
    KnownCleaning("the page's text as it is", 0.51, 0.97, 0.67),
    KnownCleaning("lines of 12 words or more that end a sentence", 0.78, 0.91, 0.84),
    KnownCleaning("the longest dense block", 0.84, 0.79, 0.81),
    KnownCleaning("trafilatura, from the HTML, which the rows above do not see", 0.89, 0.95, 0.92),
)
