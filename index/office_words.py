"""The words of offices, institutions and documents."""

from __future__ import annotations


def vocabulary(text: str) -> frozenset[str]:
    """A vocabulary written as one string; "_" stands for a space."""
    return frozenset(word.replace("_", " ") for word in text.split())


OFFICES = vocabulary(
    "president prime_minister premier pm chancellor king queen prince princess emir sultan monarch pope "
    "patriarch archbishop bishop cardinal imam rabbi ayatollah head_of_state head_of_government "
    "head_of_delegation leader head chief boss minister secretary secretary_of_state secretary_general "
    "secretary-general secretary_of_defense secretary_of_defence undersecretary ambassador envoy diplomat "
    "top_diplomat chief_diplomat spokesperson spokesman spokeswoman spox mayor governor congressman "
    "congresswoman senator lawmaker legislator deputy mp mep councillor councilman councilwoman speaker "
    "chairman chairwoman chairperson chair chief_executive chief_executive_officer ceo cfo cto founder "
    "co-founder owner director director_general director-general managing_director executive_director "
    "manager general commander commander-in-chief colonel captain major admiral lieutenant sergeant "
    "inspector superintendent detective officer constable sheriff marshal commissioner "
    "high_representative high_commissioner coordinator rapporteur representative commissar chief_of_staff "
    "chief_of_police police_chief fire_chief judge justice prosecutor attorney attorney_general solicitor "
    "lawyer barrister counsel magistrate coroner professor analyst economist strategist expert scientist "
    "researcher historian epidemiologist doctor physician surgeon nurse paramedic engineer architect "
    "teacher principal dean rector author writer poet journalist reporter editor correspondent columnist "
    "commentator activist campaigner organiser organizer coach trainer captain goalkeeper striker "
    "midfielder defender player driver pilot athlete actor actress singer director artist curator "
    "producer farmer fisherman resident witness neighbour neighbor student official negotiator mediator "
    "adviser advisor aide assistant treasurer trustee vice-president vice_president ombudsman "
    "ombudsperson regulator dictator candidate nominee victim suspect defendant father mother brother "
    "sister son daughter wife husband widow uncle aunt cousin friend colleague counterpart "
    "secretary_of_the_treasury speaker_of_parliament chief_negotiator chief_scientist chief_economist "
    "psychologist psychiatrist sociologist biologist ecologist geologist meteorologist hydrologist "
    "seismologist virologist anthropologist archaeologist astronomer physicist chemist statistician "
    "politician musician technician designer photographer blogger consultant broker investor entrepreneur "
    "veterinarian dentist pharmacist chef librarian translator pensioner shopkeeper volunteer "
    "commodore brigadier corporal vice_admiral rear_admiral major_general lieutenant_general "
    "brigadier_general lieutenant_colonel "
    "councilmember assemblyman assemblywoman alderman co-owner co-chair co-author emperor empress duke "
    "duchess archduke provost vicar priest pastor preacher"
)

# Words that are part of an office's own name: a foreign minister is not a defence minister.
TOPICS = vocabulary(
    "foreign defence defense interior home finance health justice energy economy economic trade transport "
    "education agriculture environment culture labour labor science sports tourism development "
    "infrastructure climate digital information communications treasury housing deputy vice first prime "
    "chief general assistant press police fire army military naval air security intelligence opposition "
    "party club team head lead senior top special permanent national presidential government regional "
    "provincial federal state city local central supreme high royal crown union election elections "
    "migration immigration human rights public internal external affairs parliamentary prosecution "
    "defence rebel tribal school university hospital company group bank campaign parliament council "
    "communist democratic republican conservative liberal border coast guard aid relief weather"
)
STATUS = vocabulary(
    "former then acting ex outgoing incoming new newly elected late current long-time longtime interim sitting"
)
PAST = vocabulary("former ex late then ex-president")

INSTITUTIONS = vocabulary(
    "ministry government office department agency council commission committee parliament court police "
    "army military navy force forces administration authority authorities party union group company firm "
    "bank club team league federation association organisation organization university school college "
    "hospital church embassy consulate delegation mission secretariat service press_service bureau board "
    "embassy kremlin palace republic kingdom city province region state states county district house "
    "congress senate assembly cabinet border guard institute museum airline airport regulator operator "
    "charity foundation fund network coalition alliance movement union campaign opposition utility "
    "manufacturer developer publisher newspaper magazine broadcaster station channel prosecution defence "
    "family firefighters prosecutors officials investigators rescuers witnesses residents analysts "
    "experts researchers scientists doctors lawyers activists campaigners rebels protesters diplomats "
    "lawmakers economists ministers leaders sources organisers organizers critics supporters observers "
    "people authors workers teachers students players farmers fans traders executives detectives "
    "police_officers medics engineers neighbours neighbors relatives survivors families soldiers "
    "commanders prosecution jury panel inquiry watchdog tribunal media press newspapers newswire tabloid "
    "blog presidency monarchy ombudsman observatory taskforce cooperative syndicate consortium startup "
    "bishops clergy nurses parents tenants drivers passengers pilots sailors fishermen villagers locals "
    "neighbours victims hackers lawmakers senators mps governments ministries"
)

DOCUMENTS = vocabulary(
    "statement release readout report reports survey study poll figures communique communiqué message "
    "letter document post tweet transcript announcement note memo memorandum declaration bulletin website "
    "summary notice filing text data findings research documents records estimates"
)

ORGANISATION_WORDS = INSTITUTIONS | vocabulary(
    "watch news times post press journal herald tribune inc corp ltd plc llc co international global "
    "holdings partners capital management media television tv radio united fc nations international "
    "republic street road avenue river lake mountain sea ocean bay island islands airport stadium park "
    "bridge square center centre hall cup games act treaty agreement accord accords day week war front "
    "army brigade division battalion airlines motors energy oil gas steel systems technologies solutions "
    "industries studios records books awards prize festival olympics summit conference forum initiative "
    "programme program project plan policy economics sachs reserve exchange index institution strip "
    "empire legislature gardens garden eve associates ventures investments properties labs foods pictures "
    "entertainment unit interests open valley hills hill tower"
)

DETERMINERS = vocabulary("the a an his her its their our my this another one")
