"""Sentences beside what they cite, on topics that no rule was written for: each word, verb and name in its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.sentences.reading import read
from assistant.sentences.vectors import SentenceVectors
from assistant.verified.bearing import given
from assistant.verified.claim import read_claim
from assistant.verified.verifier import Verifier
from index.types import ScoredPassage
from tests.assistant.papers import document

if TYPE_CHECKING:
    from assistant.sentences.matching import Words
    from index.minilm import MiniLM
    from index.types import Document

HOSPITAL = document(
    "Tarvik General Hospital will close two of its nine wards on 1 April because of a shortage of nurses, "
    "its director, Mona Lindqvist, said on Tuesday.\n\n"
    'The closures affect 46 beds and will save an estimated 3.2 million crowns a year. "Nobody will be '
    'sent home before they are well," Lindqvist told reporters. She said that 18 nurses had resigned '
    "since December and that only five had been replaced.\n\n"
    "The nurses' union rejected her account. Its chairman, Per Odegaard, said that the hospital had "
    "refused to raise pay by 4.5 per cent and that most of those who left had gone to private clinics. "
    "The average waiting time for an operation has risen from 11 weeks to 17 weeks within a year.\n\n"
    "Health Minister Sara Veld may visit the hospital next week, her spokesman said. The ministry did not "
    "say whether it would provide more money. Patients from Skarn, 62 kilometres away, might have to "
    "travel to Ostby for dialysis.",
    title="Tarvik hospital to close two wards",
    outlet="Coastal Herald",
    published_on=date(2025, 3, 4),
)
OTTERS = document(
    "Otters have returned to the river Sill for the first time since 1978, a survey by the Fenn Trust has "
    "found.\n\n"
    "Volunteers counted 27 adult animals and nine cubs along 85 kilometres of the river last autumn, "
    "compared with 12 adults in 2020. The trust says cleaner water is the main reason: phosphate levels "
    "have dropped by almost 60 per cent. Biologist Rhea Malm warned that a planned quarry near Dunmore "
    "could destroy three of the five known dens.\n\n"
    '"An otter needs fish, quiet and a clean bank," Malm said. The quarry firm Basalt & Sons insists that '
    "no den will be harmed. The county has not yet decided on the permit; a hearing is set for 14 March. "
    "In neighbouring Westshire, fewer than ten otters are left.\n\n"
    "Last year 11 otters were killed on roads, more than twice as many as the year before. The trust "
    "wants tunnels built under the A12, which would cost between £400,000 and £550,000.",
    title="Otters return to the Sill",
    outlet="Green Notes",
    published_on=date(2025, 1, 22),
)
CALL = document(
    "On August 8, Chancellor of Ostrava Felix Weil telephoned President of Maren Lena Aru.\n\n"
    "The President thanked the Chancellor for the 14 fire-fighting aircraft which Ostrava had sent in "
    "July and said that the fires in the Lorne forest had been brought under control. She noted that some "
    "2,300 hectares had burned, a third of them in the national park, and that two firefighters had lost "
    "their lives.\n\n"
    "Felix Weil expressed his condolences. He pointed out that Ostrava was ready to receive up to 120 "
    "children from the burned villages for the summer, and proposed that a joint fire brigade be set up "
    "by 2026. President Aru agreed to consider the proposal. The sides did not discuss the gas pipeline.\n\n"
    "The Chancellor recalled that trade between the countries had grown by 8 per cent to 640 million "
    "euros in the first half of the year. The President invited the Chancellor to visit Maren in October, "
    "and the invitation was accepted.",
    title="Readout of the call between President Aru and Chancellor Weil",
    outlet="Office of the President of Maren",
    published_on=date(2024, 8, 9),
)
SOUND = (
    (HOSPITAL, "Two of nine wards will be closed on 1 April, Lindqvist said."),
    (HOSPITAL, "Lindqvist said that 18 nurses have quit since December and only 5 were replaced."),
    (HOSPITAL, "46 beds are affected by the closures."),
    (HOSPITAL, "The closures are expected to save about 3.2 million crowns per year."),
    (HOSPITAL, "According to Per Odegaard, most of the nurses who left went to private clinics."),
    (HOSPITAL, "Odegaard, who chairs the nurses' union, said the hospital had refused a pay rise of 4.5%."),
    (HOSPITAL, "The union rejected Lindqvist's account."),
    (HOSPITAL, "The average wait for an operation rose from eleven to seventeen weeks within a year."),
    (HOSPITAL, "Waiting times for operations have risen to 17 weeks on average."),
    (HOSPITAL, "Sara Veld, the health minister, might visit the hospital next week, according to her spokesman."),
    (HOSPITAL, "It is unclear whether the ministry will provide more money, since it did not say so."),
    (HOSPITAL, "The ministry did not say if it would provide more money."),
    (HOSPITAL, "Patients from Skarn may have to go to Ostby for dialysis."),
    (HOSPITAL, "Skarn is 62 km away."),
    (OTTERS, "Otters are back on the river Sill for the first time since 1978, according to a Fenn Trust survey."),
    (OTTERS, "A survey by the Fenn Trust found that otters have come back to the Sill."),
    (OTTERS, "Volunteers found 27 adults and 9 cubs along 85 km of the river in the autumn."),
    (OTTERS, "The number of adult otters rose from 12 in 2020 to 27."),
    (OTTERS, "The Fenn Trust says the main reason is cleaner water."),
    (
        OTTERS,
        "Rhea Malm, a biologist, warned that a quarry planned near Dunmore might destroy three of five known dens.",
    ),
    (OTTERS, "Basalt & Sons says that no den will be damaged."),
    (OTTERS, "A hearing has been set for March 14."),
    (OTTERS, "Fewer than ten otters remain in Westshire."),
    (OTTERS, "Eleven otters were killed on the roads last year, over twice as many as in the year before."),
    (OTTERS, "Tunnels under the A12 would cost £400,000 to £550,000."),
    (OTTERS, "The trust would like tunnels to be built under the A12."),
    (CALL, "President Aru thanked Weil for the 14 fire-fighting aircraft that Ostrava sent in July."),
    (CALL, "Aru said the fires in the Lorne forest were under control."),
    (CALL, "About 2,300 hectares burned, one third of them in the national park, President Aru noted."),
    (CALL, "Two firefighters died, according to Lena Aru."),
    (CALL, "Weil expressed condolences."),
    (CALL, "Weil said Ostrava was ready to take in up to 120 children from the burned villages."),
    (CALL, "Chancellor Weil suggested setting up a joint fire brigade by 2026."),
    (CALL, "Aru agreed to consider the proposal for a joint fire brigade."),
    (CALL, "The gas pipeline was not discussed."),
    (CALL, "Trade between Maren and Ostrava rose by 8% to €640 million in the first half of the year, Weil said."),
    (CALL, "On 8 August 2024 the two leaders spoke by phone."),
)
DEFECTIVE = (
    (HOSPITAL, "Tarvik General Hospital will close two of its nine wards on 1 May, Lindqvist said."),
    (HOSPITAL, "Tarvik General Hospital closed two of its nine wards on 1 April, Lindqvist said."),
    (HOSPITAL, "Nine of its wards will close on 1 April, Lindqvist said."),
    (HOSPITAL, "The closures affect 46 patients."),
    (HOSPITAL, "The closures will save an estimated 3.2 million crowns a month."),
    (HOSPITAL, "The closures will cost an estimated 3.2 million crowns a year."),
    (HOSPITAL, "The closures will save exactly 3.2 million crowns a year."),
    (HOSPITAL, "18 nurses had been hired since December, Lindqvist said."),
    (HOSPITAL, "Lindqvist said that 18 nurses had resigned and all had been replaced."),
    (HOSPITAL, "Lindqvist said that five nurses had resigned since December."),
    (HOSPITAL, "Odegaard said that 18 nurses had resigned since December."),
    (HOSPITAL, "The nurses' union accepted her account."),
    (HOSPITAL, "The hospital refused to raise pay by 4.5 per cent."),
    (HOSPITAL, "Lindqvist said that the hospital had refused to raise pay by 4.5 per cent."),
    (HOSPITAL, "Odegaard said that all of those who left had gone to private clinics."),
    (HOSPITAL, "Odegaard said that most of those who left had gone to public clinics."),
    (HOSPITAL, "Odegaard said that the hospital had raised pay by 4.5 per cent."),
    (HOSPITAL, "The average waiting time for an operation has fallen from 17 weeks to 11 weeks within a year."),
    (HOSPITAL, "The average waiting time for an operation has risen from 11 days to 17 days."),
    (HOSPITAL, "The average waiting time for an operation was 11 weeks."),
    (HOSPITAL, "Health Minister Sara Veld will visit the hospital next week, her spokesman said."),
    (HOSPITAL, "Health Minister Sara Veld visited the hospital."),
    (OTTERS, "Otters have returned to the river Sill for the first time since 1987."),
    (OTTERS, "Otters have disappeared from the river Sill for the first time since 1978."),
    (OTTERS, "Volunteers counted 27 cubs along the river last autumn."),
    (OTTERS, "Volunteers counted nine adult animals and 27 cubs last autumn."),
    (OTTERS, "Volunteers counted 27 adult animals along 85 miles of the river."),
    (OTTERS, "Volunteers counted 85 adult animals last autumn."),
    (OTTERS, "Phosphate levels have risen by almost 60 per cent."),
    (OTTERS, "Phosphate levels have dropped by more than 60 per cent."),
    (OTTERS, "Phosphate levels have dropped to almost 60 per cent."),
    (OTTERS, "Nitrate levels have dropped by almost 60 per cent."),
    (OTTERS, "The trust says cleaner water is the only reason."),
    (OTTERS, "The trust says fewer cars are the main reason."),
    (OTTERS, "A planned quarry near Dunmore will destroy three of the five known dens, Rhea Malm warned."),
    (OTTERS, "A quarry near Dunmore destroyed three of the five known dens."),
    (OTTERS, "A planned quarry near Dunmore could destroy all five known dens, Malm warned."),
    (OTTERS, "Basalt & Sons warned that a quarry could destroy three dens."),
    (OTTERS, "No den will be harmed."),
    (OTTERS, "The county has granted the permit."),
    (OTTERS, "The county has decided on the permit."),
    (OTTERS, "In neighbouring Westshire, more than ten otters are left."),
    (OTTERS, "In neighbouring Westshire, ten otters are left."),
    (CALL, "Lena Aru telephoned Felix Weil on August 8."),
    (CALL, "The Chancellor thanked the President for the 14 fire-fighting aircraft."),
    (CALL, "President Aru thanked the Chancellor for the 14 fire-fighting aircraft which Maren had sent in July."),
    (CALL, "President Aru thanked the Chancellor for the aircraft which Ostrava will send in July."),
    (CALL, "Aru said that the fires in the Lorne forest had not been brought under control."),
    (CALL, "Some 2,300 hectares burned, half of them in the national park, Aru noted."),
    (CALL, "Some 2,300 hectares burned in the national park, Aru noted."),
    (CALL, "Some 2,300 acres had burned, President Aru noted."),
    (CALL, "Two firefighters had lost their lives, Weil said."),
    (CALL, "Two firefighters had been injured, Aru noted."),
    (CALL, "Weil pointed out that Ostrava had received 120 children from the burned villages."),
    (CALL, "Weil pointed out that Ostrava was ready to receive at least 120 children."),
    (CALL, "Weil pointed out that Ostrava was ready to receive 120 firefighters."),
    (CALL, "A joint fire brigade will be set up by 2026."),
    (CALL, "President Aru proposed that a joint fire brigade be set up by 2026."),
    (CALL, "President Aru rejected the proposal."),
    (CALL, "The sides discussed the gas pipeline."),
    (CALL, "The Chancellor recalled that trade had fallen by 8 per cent to 640 million euros."),
    (CALL, "The Chancellor recalled that trade had grown by 640 million euros."),
    (CALL, "The Chancellor recalled that trade had grown to 8 per cent."),
    (CALL, "The Chancellor recalled that trade had grown by 8 per cent in the first quarter of the year."),
    (CALL, "The Chancellor invited the President to visit Maren in October."),
)


def faults(report: Document, written: str, lexicon: Words, minilm: MiniLM) -> tuple[str, ...]:
    reading = read(report)
    found = [
        ScoredPassage(
            one, report.text[one.start : one.end], report.title, report.outlet, report.published_on, 1, 0.5, None
        )
        for one in report.passages
    ]
    passages = [given(number, one, reading) for number, one in enumerate(found, start=1)]
    marked = written.rstrip(".") + " " + "".join(f"[{one.number}]" for one in passages) + "."
    verifier = Verifier(passages, lexicon, SentenceVectors(minilm.embed_documents).embed)
    return verifier.verdict(read_claim(marked)).faults


@pytest.mark.parametrize(("report", "written"), SOUND, ids=[written for _, written in SOUND])
def test_what_a_report_says_in_other_words_holds(
    report: Document, written: str, lexicon: Words, minilm: MiniLM
) -> None:
    assert faults(report, written, lexicon, minilm) == ()


@pytest.mark.parametrize(("report", "written"), DEFECTIVE, ids=[written for _, written in DEFECTIVE])
def test_what_it_says_otherwise_does_not(report: Document, written: str, lexicon: Words, minilm: MiniLM) -> None:
    assert faults(report, written, lexicon, minilm)
