"""Words of one meaning, as news uses them: what a model may say in the place of a word that stands in a passage."""

from __future__ import annotations

from functools import lru_cache

from assistant.verified.lemmas import lemma

# A word may stand in several groups. Nouns stand with the verbs they are of.
_GROUPS = """
abandon drop scrap cancel ditch shelve; abolish scrap axe end; accept agree approve consent endorse; accident crash
collision; accompany escort; accuse charge blame; achieve reach attain; acquire buy purchase; act action measure
step move; add further additional extra more another other; address speech; adult grown; affect hit impact concern
touch; agreement deal accord pact treaty settlement; aid help assistance assist support relief; aim goal target
objective want seek; aircraft plane jet; airport airfield; alive living survive; allow permit let enable authorise
authorize; almost nearly close; alter change modify amend; amount sum total; announce say declare unveil; annual
yearly year; anxious worried; apart separate; appear show come attend emerge; appoint name nominate choose; approve
pass endorse back adopt; approximately about roughly around some estimated; area region zone district territory;
argue say maintain contend; arrange organise organize plan set; arrest detain seize capture custody; arrive reach
come land; artwork picture painting work; ask request call demand want seek urge appeal; attack strike raid assault
hit; attempt try effort bid; attend visit join come present; authority official government; avert prevent avoid;
award prize give honour; award win prize receive go get give name; back support favour endorse; ballot vote election
poll; ban prohibit forbid outlaw bar; bar ban block; beat win ahead defeat; begin start open launch commence; belong
own; big large great huge; bill draft law; birth born; blame attribute accuse hold; blame because since due; blast
explosion explode; block stop bar obstruct prevent; board aboard; boat vessel ship ferry; body corpse; bomb
explosive; border frontier boundary; boss chief head director executive; bring carry take deliver; build construct
erect make building construction; building house structure; burst break breach; bus coach; call name term describe
dub label; call phone telephone ring; cancel scrap drop abandon call; capture seize take; car vehicle automobile;
care treatment treat; carry transport bring take convey load bear; case trial; catch capture; cause reason lead
result due responsible; center centre; centre middle; ceo chief executive; chair head lead preside; chairman chair
head chairwoman chairperson president lead; champion win title; chance opportunity possibility; charge fee cost
price; check inspect examine control; chief head leader top main; child kid pupil; choose pick select elect; circa
about; citizen national people resident; city town municipality municipal; claim say allege maintain; clean clear;
clear evident obvious; clear remove; clinic hospital; close near; close shut closure; coach trainer; collapse fall
cave; college school; collision crash collide; comment remark statement; commission order; committee panel
commission board; company firm business corporation group maker manufacturer producer; compensate pay compensation;
complain criticise object; complete finish end; completely entirely wholly gone; concede admit acknowledge accept;
concert show; condemn denounce criticise; conduct carry hold run; confirm acknowledge verify; conflict war; connect
link join; consider call find deem regard; consider examine weigh think; consider may regard; consist comprise
include; contain hold include; continue remain go keep last; contract deal agreement; contribute give pay provide;
convict sentence guilty; cooperate work together; cost lose loss; cost price worth expense expenditure spend;
council authority; count number tally; country state nation land; couple two pair; court judge tribunal; cover
include span stretch; crash accident collide; create build make establish; crew sailor staff; crime offence;
criticise attack condemn slam blast fault; crop harvest; cross pass traverse travel; crowd people; crowd spectator
attendance audience; cut drop; cut reduce lower trim slash decrease reduction; damage harm destroy hurt loss; danger
risk threat; date day; date from; decide choose resolve decision; delay postpone late hold put; deliver bring hand
supply; demand ask call request insist want; demonstrate protest show; demonstration protest march rally; deny
reject dispute refute dismiss; desire want wish; destroy ruin wreck demolish; destroy spoil ruin damage loss; detain
hold arrest custody jail imprison; determine find establish; develop build grow; die kill death dead fatal fatality
victim perish; differ vary; direct head lead run; direct make film; disaster catastrophe; discuss talk debate
address raise touch cover discussion consult; disease illness; dismiss fire sack remove oust; display show exhibit
exhibition; dispute deny contest; dissolve break; distance away far; divide split; divulge reveal; doctor physician;
double twice; draft proposal; draw attract; drink beverage; driver motorist; drop lose shed; drought dry; due
expected; due owing because; duration last length long; duty tariff tax levy; dwelling home house apartment; earn
make receive; earthquake quake tremor; economy economic; edition issue; effect impact; elderly old; elect choose
vote; email mail; emergency crisis; employ hire recruit; employee worker staff personnel; employer company; end
finish conclude close stop expire terminate over ended; enemy opponent; enough sufficient; ensure guarantee secure;
enter join go; equip install fit; error mistake; escape flee; essential vital; establish found set create; estimate
put reckon; evacuate move leave bring; evidence proof testimony; examine inspect study look review check; exceed
over more above; exchange return; exchange swap trade; excite thrill; expand grow extend widen enlarge expansion;
expect forecast predict anticipate project await due; explain say; explore examine; export sell; express voice;
expulsion expel; extend prolong lengthen expand extension; extinguish put; face confront; factory plant works mill;
fail failure unsuccessful; fair just; fall drop decline decrease sink slide slip shrink lower reduce dip tumble
plunge slump down; famed known; family relative household; farm farmer grower; fast quick rapid speed; fatal deadly;
father dad; fault blame; fear worry concern afraid; feed give; fewer less; field pitch; fight combat battle; figure
number; fill complete; film movie; finance fund pay funding; find count see discover; find discover locate detect
learn; fine penalty; finish end come rank place; fire blaze burn shoot; firefighter fireman brigade; fit suit; fix
repair mend set; flat apartment; flight plane; flood water inundate; fly travel; follow succeed after come; food
meal; force compel make oblige; forecast predict expect prediction projection; foreign abroad; foresee plan expect;
former ex previous old; found build; free release liberate freedom; freeze halt; friend ally; fuel petrol; fund pay
finance money; gain rise win increase add; gather meet assemble collect come; give provide hand grant donate present
offer supply; go leave travel; good cargo; govern rule; government state cabinet authority; graft corruption
bribery; grant give award allow approve; ground reason; group organisation team; grow rise increase expand climb go
growth; guest visitor; guide lead; gun weapon rifle; half halve; halt stop end suspend pause cease; hand give
deliver pass; hang display; happen occur place; harbour port; hard difficult; harm damage hurt injure; head lead
chief director leader; headquarters based seat; health medical; hear listen; heat warm hot; hide conceal; high tall;
high up; highway motorway road; hit run strike crash collide; hold keep detain take; hold keep leave unchanged; hold
stage; holiday vacation; home house household; home return; hope wish expect; host hold; house building home; human
person people; hurry rush; hurt injure wound harm; idea proposal plan; identify name; idle unused; ill sick; illegal
unlawful; image picture photo photograph; immigrant migrant; implement carry apply; import buy; important key major
main; impose introduce levy; imprison jail prison; improve better; incident event; include contain among comprise
cover; income revenue earnings; increase rise raise grow gain climb boost go growth up jump surge; infect disease;
inhabitant resident people population; initial first; initiate start launch; injure hurt wound injury; innocent
acquit; inspect check examine inspection; install put fit instal; instance example; insurer insurance; intend plan
want aim; interest stake; interview talk; introduce bring launch; invade attack; invest put spend investment;
investigate examine probe look study investigation inquiry; invite ask invitation; island isle; issue give publish;
issue matter question; job post position work employee; jobless unemployment unemployed; journalist reporter
correspondent; journey ride trip; justify defend; keep hold retain remain stay; kill die death dead murder shoot
fatal; kilometre km; knowledge know; lack shortage missing short without; last final previous past; last take run
continue; launch start begin open introduce; law legislation act bill rule; lawmaker parliament deputy member;
lawyer attorney counsel; leader head chief president minister chancellor; leave depart go quit abandon exit
departure; legal law lawful; lengthen add extend; lessen reduce; level amount height; liberty free bail; lie
situated located; lie stand; lift remove end raise scrap; lift take rise launch; light small; like want similar;
limit cap restrict ceiling; link connect tie; list name; litre liter; little small; live alive; live reside home
life inhabit; load carry cargo; load carry fill; loan lend credit; local town village; locate find situate; long
length lengthy; lose fall; lose life lives die; lose loss miss; low reduce; mail post letter; main chief principal
major key primary largest biggest; maintain keep say insist; make produce build manufacture create; male man; manage
run head lead manager; mandatory compulsory; mark celebrate; market sell; mass weight; master captain; match game;
material stuff; mayor town; mean signify; medic doctor; medication drug medicine; meet gather hold talk meeting see;
meeting talk summit conversation session gathering discussion; member belong; mention refer raise; merge combine;
metre meter; military army soldier; mine pit; minister ministry; minor small; missing lost disappear; money fund
cash; monitor watch observe; month monthly; more higher rise increase raise extra; mortal danger life; motive
reason; move shift transfer relocate; museum gallery; need require must necessary; negotiate talk negotiation; new
fresh additional; new modern recent; newspaper paper; next follow coming; note say; notice see; number count total;
object oppose; objection oppose; observe see watch; occupy hold take; offer propose ready; office headquarters;
official officer authority; old aged former; open begin start inaugurate opening; operate run work; operation
surgery; opinion view; opponent critic; oppose against reject opposition; order command instruct tell; organise
arrange hold; origin come; original first; owner own; painting picture canvas; paper document; parcel package;
parent mother father; parliament house assembly; partner ally; party side; pass passage; pass use cross; passenger
traveller people; patient people; pay spend finance fund bear cover; payment pay; pension retire; people person
resident; permit allow licence; permit licence permission; person people individual; picture image photo painting;
piece part; place put lay; place spot site; plan due expect schedule; plan intend want propose; play perform; player
team; pledge promise vow; point say; police officer; poll vote survey; polled surveyed asked; populace people;
possess have own; postpone delay defer put; power electricity; praise welcome hail; prepare ready plan; present
current; present show give; press media news; pressure press; prevent stop avert block; previous earlier former
prior last; problem difficulty issue; proceed go; produce make manufacture build production output; profit earnings;
programme program scheme; project scheme plan; promote advance; property building house; propose suggest offer
proposal put; protect guard defend; protest demonstrate rally; protester demonstrator; prove show; public people;
publish release issue; pupil student child; purpose aim; pursue chase; push drive; query question; question ask;
quota limit; quote cite say; rain rainfall; raise collect; raise increase lift up; raise mention discuss; rare
seldom; rate level; reach arrive get come; ready prepare willing; reason cause why; rebuild restore reconstruct
repair; recall remember; receive get earn win; receive get take obtain; recent late new; recommend advise suggest;
record register; recover find; refusal refuse; refuse decline reject; regard concern; register list; reject refuse
dismiss turn deny; release free publish; remain stay keep still; remove take; renew restore; rent lease; reopen
open; replace substitute succeed; reply answer respond response; report say; represent account; rescue save pull
bring; reserve keep; resident people inhabitant citizen; resign quit step leave; resignation resign; rest break;
rest other remaining; restore return back; restore return repair; result end outcome; resume restart continue
reopen; retire leave; return come back hand; reveal show disclose; revise change; revive renew; reward prize; rise
increase grow climb gain go jump surge up higher; rival competitor; road highway street route; robbery theft; room
place; route road way; rule decide; run operate manage head; sacked dismissed fired; safe secure safety; sail ship;
salary pay wage; sale sell; salvage rescue; scare frighten; scholar researcher; school pupil; scientist researcher
biologist; score goal; search look seek; seat place; secret hidden; seek want look ask try; seize take confiscate;
send dispatch ship deploy; senior high; sentence prison jail; serve work; set put; settle agree resolve; several
some; severe serious; shake tremble; share part proportion portion percentage; share stock; shipment cargo delivery;
shipping transport; shock surprise; shoot fire kill; shop store; shore coast beach; short brief; show indicate
suggest reveal find; sign ink; signal sign; silence quiet; similar alike; site place location; situation state; size
big large; skill ability; slow delay; snow snowfall; soldier troop serviceman; solve resolve; sort kind; source
origin; spark cause; specialist expert; spokesman spokeswoman spokesperson; spouse wife husband; spread extend; spur
cause; stable steady; stake share; stand remain; state say; statement say; station post; status state; steal rob
theft thief; steep sharp; storm gale; story report; strengthen boost; stress underline emphasise; stretch section;
strike walkout; strong powerful; study research survey; submit present; suburb district; succeed take follow;
success succeed win; suffer sustain; suit lawsuit; suitable fit; supplement add; supply provide deliver; support
back help; suppose think; surpass exceed; surplus excess; survey study poll; survive live; suspect think; swift
fast; talk discuss conversation speak; task job; teach instruct; teacher staff; team side squad; tear rip; tell say
inform; temporary interim; territory land; test check; test trial; thank grateful; think believe; threaten risk;
ticket pass; tide water; time period; tonne ton; tool instrument; top exceed; total whole; tour visit; trade
business; train coach; transport carry move; trap catch; travel go journey trip drive; trip journey visit; troop
soldier force; trouble problem; truck lorry; turn become; turnover revenue sales; type kind; understand know;
underway begin; unhappy dissatisfied; union organisation; unite join; unknown new undiscovered; unveil present;
upgrade improve; use employ; vacant empty; vanish disappear gone lose; verdict ruling judgment decision; vicious
brutal; victory win triumph; violate break; visit travel go; volunteer helper; voter elect; voyage trip; wait await;
walk go; want wish like seek intend plan; warn caution; watch attend see; weak poor; weapon arm gun; weather
climate; wed marry; weigh weight; welcome praise greet; whole entire full; win elect re-elect victory; withdraw pull
retreat; witness see; woman female; work employ staff; world global; worsen deteriorate; write author; wrong false;
youngster child; youth young; zero no
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """The groups of each word, by their places."""
    found: dict[str, set[int]] = {}
    for place, group in enumerate(" ".join(_GROUPS.split()).split(";")):
        for word in group.split():
            found.setdefault(lemma(word), set()).add(place)
    return {word: frozenset(places) for word, places in found.items()}


def groups(one: str) -> frozenset[int]:
    """Return the groups that a lemma stands in."""
    return _groups().get(one, frozenset())


@lru_cache(maxsize=50_000)
def are_synonyms(one: str, other: str) -> bool:
    """Whether two lemmas may stand for one another."""
    return one == other or not groups(one).isdisjoint(groups(other))
