"""Short invented reports: a line is a sentence and who says it, None for nobody; a blank line ends a report.

"¶" before a sentence begins a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

DEVELOPED_ON = """
Foreign Minister Ana Lopes said the border would stay open. | Ana Lopes
She added that trade had doubled. | Ana Lopes
The border was opened in 1994. | None

The president of Chile, Marta Rojas, spoke with King Olav of Norway on Friday. | None
The Chilean president stressed that the ports were safe. | Marta Rojas
For his part, the king thanked the fishermen of Valdivia. | Olav
Norway buys most of the salmon. | None

President of the Republic of Latvia Janis Ozols met Estonian President Mari Tamm in Riga. | None
The Latvian president said that the rail line would be ready in 2030. | Janis Ozols
The President of Estonia noted that the money had not arrived. | Mari Tamm
The head of state of Latvia replied that it would. | Janis Ozols

"We played badly," coach Tomas Brandt said. | Tomas Brandt
"The second half was better." | Tomas Brandt
Brandt's team lost 3-1 on Saturday. | None

“It was dark. | Lena Fisch
I could not see the road,” said Lena Fisch, a witness. | Lena Fisch
Police closed the road for two hours. | None

Police said two men had been arrested. | police
A spokeswoman said they were both local. | a spokeswoman
The two were released on Tuesday. | None

According to the ministry, 14 bridges are unsafe. | the ministry
According to engineer Paul Ndiaye, the number is higher. | Paul Ndiaye
None of them has been closed. | None

Mayor Ingrid Dahl, 54, who has led the city since 2011, said the tram would be free. | Ingrid Dahl
Opponents called the plan expensive. | None
"It costs less than a car park," the mayor said. | Ingrid Dahl

The chief executive of Norsk Kraft, Per Lie, told reporters that the dam was sound. | Per Lie
Lie said he had told the minister the same in May. | Per Lie
The company's shares rose 3 percent. | None

In a statement on Monday, the Kenyan foreign ministry said talks would resume. | the Kenyan foreign ministry
The statement added that both sides had agreed. | the Kenyan foreign ministry

The press office of the governor released a statement on Thursday. | None
The statement said Governor Alan Reyes rejected the claims. | Alan Reyes
He further underlined that taxes would not rise. | Alan Reyes

Noting that prices had fallen, Finance Minister Kofi Mensah said that the budget was balanced. | Kofi Mensah
The opposition leader, Ama Boateng, denied this. | Ama Boateng
Mensah told Boateng to read the figures. | Kofi Mensah
Boateng recalled that the figures had been wrong before. | Ama Boateng

It was stressed by Ambassador Yuki Mori that the visit was private. | Yuki Mori
It was noted that the weather was good. | None
The ambassador arrived on a late train. | None

Scored in the 90th minute, the goal was the club's first of the year. | None
Striker Ada Obi added a second goal in extra time. | None
"I just ran," Obi said. | Ada Obi

Dr. Helen Marsh of the River Institute said the fish had returned. | Helen Marsh
"They came back on their own," she explained. | Helen Marsh
Fishing is still forbidden there. | None

The secretary-general of the union, Luis Prado, warned of strikes. | Luis Prado
The secretary general also urged the minister to listen. | Luis Prado

The lake is rising, said hydrologist Ivo Kral. | Ivo Kral
The town below it has 4,000 people. | None
Kral, speaking after a meeting with Mayor Eva Novak, said the dam would hold. | Ivo Kral

"The court has decided. | Amina Diallo
There is no appeal," Judge Amina Diallo said. | Amina Diallo

Spokesperson John Okafor said: "We found nothing. | John Okafor
We will go on looking." | John Okafor
The search began on 3 May. | None

Witnesses said the driver had fled. | witnesses
The driver was later found in Leeds. | None

Prime Minister Sara Lind expressed concern over the fires and pointed out that help was coming. | Sara Lind
At the same time, the prime minister underlined that rain was expected. | Sara Lind
The fires have burned for nine days. | None

The Minister of Health, Rosa Vidal, drew the council's attention to the lack of nurses. | Rosa Vidal
The minister drew a crowd outside. | None

Karim Haddad, the chairman of the Cedar Bank, dismissed the report as fiction. | Karim Haddad
The report, published on Sunday, said the bank had lied. | the report
The chairman resigned in June. | None

"Was it worth it?" asked Jones. | Jones
The crowd of 3,000 cheered. | None

US President Ellen Grant called Indian Prime Minister Ravi Nair on March 3. | None
Grant reiterated that the US would send ships. | Ellen Grant
The Prime Minister thanked her and noted the two countries' long friendship. | Ravi Nair

A pilot reported smoke at 9 a.m. | a pilot
The plane landed safely. | None

Professor Ute Klein and her team measured the ice. | None
It is thinner than in 1990, the professor said. | Ute Klein

"No comment," a White House official said. | a White House official
The law takes effect in July. | None

The village of Arno, which has 300 people, lies under the cliff. | None
Residents say the cliff has moved. | residents
“We hear it at night,” said one resident, Gino Paoli. | Gino Paoli
¶“Every night.” | Gino Paoli

Chancellor Otto Weiss congratulated President Li Na on her election. | Otto Weiss
President Li Na said she was grateful. | Li Na

Ada Roe and Bo Lund said they would share the prize. | Ada Roe and Bo Lund
The prize was founded in 1950. | None

"It is a start," Sen. Marge Holt (R-Ohio) said in a statement. | Marge Holt
Sen. Dan Vos (D-Utah), a frequent critic of the bill, said the bill would change nothing. | Dan Vos

The port authority said two ships had sunk. | the port authority
It said the harbour was closed. | the port authority
The ships were built in 1999. | None

Surgeon Euan Main, who works in Leeds, has treated hundreds and says few regret it. | Euan Main
Main treats nobody under 18. | None

"The roof is old," said a report issued by the Museum Council. | the Museum Council
The museum, the report said, needs a new roof. | the Museum Council
A survey by Bo Lund was published in June. | None

Location: the old harbour. | None
Kim: we are ready. | None

Newspapers, according to state media, will be printed twice a week. | state media
Prosecutors claim the mayor was paid. | prosecutors
Mayor Al Fine, Sheriff Jo Wynn and others attended. | None

"We want peace," the minister of defence of Peru, Hugo Salas, told the assembly. | Hugo Salas
Salas announced that two brigades would leave. | Hugo Salas
Two brigades of the army are stationed in the north. | None
"""

HELD_OUT = """
Transport Secretary Nadia Rahman said the tunnel would open in May. | Nadia Rahman
The tunnel has cost 2 billion euros. | None
Rahman noted that the first estimate had been half of that. | Nadia Rahman

On May 9, President of the Republic of Ghana Kwame Asante met Togolese Foreign Minister Afi Lawson. | None
The President of Ghana emphasized the importance of the coast road. | Kwame Asante
The Togolese minister expressed her gratitude for the reception. | Afi Lawson
The head of state recalled that the road had been planned in 1978. | Kwame Asante
Other matters were discussed as well. | None

“They were lucky,” said fire chief Marek Zajac. | Marek Zajac
“Ten more minutes and the roof would have gone.” | Marek Zajac
No one was hurt. | None

The airline said in a statement that it would refund all tickets. | the airline
Its shares fell on Friday. | None
Passengers complained that nobody answered the phone. | passengers

Commissioner Elsa Brun told the parliament she had warned the company in 2019. | Elsa Brun
The company denied receiving a warning. | the company
"We got no letter," its lawyer, Dan Roth, said. | Dan Roth

The fund's director, Priya Menon, argued that rates must fall. | Priya Menon
Menon, a former minister, stepped down last week. | None
According to Menon, the board agreed. | Priya Menon

Rain delayed the match for an hour. | None
"The pitch was a lake," captain Joe Tate said after the game. | Joe Tate
"We should never have started," he added. | Joe Tate
Tate scored twice. | None

The Swedish prime minister, Karin Ek, and her Danish counterpart met in Malmö. | None
Ek stated that the bridge toll would be cut. | Karin Ek
The toll is 50 euros. | None

The Embassy of Brazil in Oslo issued a press release on Tuesday. | None
According to the press release, Ambassador Caio Reis underlined that the students were safe. | Caio Reis
He also thanked the Norwegian police. | Caio Reis

Analysts say the crop will fail. | analysts
Farmer Tim Ball agreed. | None
"It has not rained since March," Ball said. | Tim Ball

The spokesman for the army, Colonel Musa Bello, confirmed that four soldiers had died. | Musa Bello
He did not say how. | None
The colonel said an inquiry had begun. | Musa Bello

Sir Alan Pike, chair of the inquiry, has said that the report will be published in full. | Alan Pike
The inquiry has heard 90 witnesses. | None
Pike insisted no name would be removed. | Alan Pike

In Rome, Cardinal Paolo Neri reminded the crowd that the church was open. | Paolo Neri
The crowd sang until midnight. | None

Two suspects were detained, police chief Anna Berg told Radio Nord. | Anna Berg
One of them is 17, she said. | Anna Berg

Mexico's president vowed to rebuild the town. | Mexico's president
The town lost 200 houses. | None

The union claimed that managers had lied. | the union
Managers at the plant were told to stay at home. | None
A letter by the director, Olga Petrova, said the plant was safe. | Olga Petrova

As the minister, Jean Dupuis, pointed out, the law is older than the republic. | Jean Dupuis
Critics of the law, however, said it was never applied. | Critics of the law
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a report, who says it, and whether it begins a paragraph."""

    sentence: str
    speaker: str | None
    new_paragraph: bool


def reports(table: str) -> list[list[Line]]:
    """The reports of a table."""
    return [[_line(row) for row in block.splitlines()] for block in table.strip().split("\n\n")]


def _line(row: str) -> Line:
    sentence, speaker = row.rsplit(" | ", 1)
    return Line(sentence.lstrip("¶"), None if speaker == "None" else speaker, sentence.startswith("¶"))
