page-title = Stel in hoe u inlogt
page-footer = Uw vingerafdruk, gezicht of pincode blijft op uw apparaat. Deze pagina ziet die nooit.
language = Taal
asleep-title = Deze pagina is niet gestart
asleep-script = De pagina heeft scripts nodig en die staan uit in deze browser. Zet ze aan of open deze pagina in een andere browser.
asleep-reload = Laad de pagina opnieuw. Helpt dat niet? Ga dan naar de persoon die u de toegangspas gaf. Uw toegangspas is hiermee niet verbruikt.
asleep-browser = Deze browser is te oud voor deze pagina. Werk de browser bij of open deze pagina in een andere.
asleep-again = Pagina opnieuw laden

welcome = Welkom
welcome-name = Welkom, { $name }
enter-lead = Typ de toegangspas die u hebt gekregen. U ruilt die in voor een passkey: uw vingerafdruk, gezicht of schermvergrendeling.
early-lead = Uw toegangspas is geldig vanaf { $time }. Laat deze pagina open: alles wordt vanzelf klaargezet.
over-lead = De toegangspas bij deze link was geldig tot { $time }. Hebt u een nieuwere? Vul die hier in. { $help }
user-name = Gebruikersnaam
user-name-hint = Die staat bij uw toegangspas en lijkt op een e-mailadres.
pass = Toegangspas
pass-hint-own = Letters en cijfers. Hoofdletters en streepjes maken niet uit.
pass-hint-printable = 8 tot 48 tekens. Let op hoofdletters en kleine letters.
pass-hint-asleep = De code die u hebt gekregen.
show = Tonen
hide = Verbergen
continue = Doorgaan
early-submit = Nog niet
newer-pass = Ik heb een nieuwere toegangspas
waking = Een moment
checking-pass = We controleren uw toegangspas
stop = Stoppen

repair-ask = Bedoelde u dit?
repair-use = Dit gebruiken
repair-keep = Houden wat ik typte

choose = Dag { $name }, kies hoe u inlogt
choose-lead = Uw toegangspas klopt. Die wordt pas gebruikt als uw passkey is opgeslagen.
no-way = Met dit apparaat kunt u op geen van de manieren inloggen die hier mogelijk zijn. { $help }
way-passkey = Dit apparaat
way-passkey-about = Uw vingerafdruk, gezicht of schermvergrendeling. Duurt nog geen minuut.
way-security-key = Een beveiligingssleutel
way-security-key-about = Een kleine sleutel die u in het apparaat steekt of ertegenaan houdt. Houd de pincode van de sleutel bij de hand. Duurt ongeveer twee minuten.
not-me = Ik ben niet { $name }

preparing = Alles wordt klaargezet
ready-passkey = Maak uw passkey
ready-passkey-lead = Uw apparaat vraagt nu om uw vingerafdruk, gezicht of schermvergrendeling, net als bij het ontgrendelen.
ready-security-key = Gebruik uw beveiligingssleutel
ready-security-key-lead = Uw apparaat vraagt u nu om de sleutel erin te steken of ertegenaan te houden, en om de pincode van de sleutel.
make-passkey = Mijn passkey maken
use-security-key = Mijn sleutel gebruiken
try-again = Opnieuw proberen
other-way = Andere manier kiezen
sign-in-with-it = Hiermee inloggen
creating = Uw apparaat vraagt u iets
creating-lead = Volg de stappen in het venster dat uw apparaat heeft geopend.
cancel = Annuleren
saving = Uw passkey wordt opgeslagen
unconfirmed = Opgeslagen? We kregen geen bericht
unconfirmed-lead = Uw apparaat heeft de passkey gemaakt. Verstuur die opnieuw: er wordt niets dubbel gemaakt of gebruikt.
send-again = Opnieuw versturen
stop-here = Hier stoppen

prove = Opgeslagen. Probeer het nu één keer
prove-lead = Log in met uw nieuwe passkey terwijl er hulp in de buurt is. Dan weet u dat het werkt.
prove-known = U hebt al een passkey
prove-known-lead = Log één keer in met de passkey die u hebt. Dan weet u dat het werkt.
sign-in = Inloggen met mijn passkey
proving = Uw passkey wordt gecontroleerd

done = U bent binnen, { $name }
done-lead = Uw passkey werkt. Vanaf nu logt u daarmee in. Uw toegangspas hebt u niet meer nodig: u kunt die weggooien.
done-lead-multi = Uw passkey werkt. Vanaf nu logt u daarmee in.
done-lead-known = Uw passkey werkt. Blijf daarmee inloggen. U had uw toegangspas niet nodig: die is niet gebruikt.
fact-who = U logt in als
fact-where = Waar uw passkey staat
where-synced = Op dit apparaat en op uw andere apparaten met hetzelfde account
where-device = Alleen op dit apparaat
where-security-key = Op uw beveiligingssleutel

clock-pass = Toegangspas geldig tot { $time }
clock-pass-later = Toegangspas geldig vanaf { $time }
clock-pass-over = Toegangspas was geldig tot { $time }
clock-here = Rond dit af vóór { $time }
clock-here-over = U had hier de tijd tot { $time }
left = Nog { $span }
to-go = Over { $span }
said-left = U hebt nog { $span } om dit af te ronden.
said-pass-left = Uw toegangspas is nog { $span } geldig.
said-pass-later = Over { $span } is uw toegangspas geldig.
said-now = Uw toegangspas is nu geldig.
device-clock-ahead = De klok van dit apparaat loopt { $span } voor. Dat geeft hier niet: alle tijden op deze pagina kloppen.
device-clock-behind = De klok van dit apparaat loopt { $span } achter. Dat geeft hier niet: alle tijden op deze pagina kloppen.
more-time = Geef me meer tijd
time-short = U hebt weinig tijd over om dit af te ronden. Neem meer tijd voordat u begint.
time-short-pass = Uw toegangspas is geldig tot { $time }. Dat is misschien te kort om dit af te ronden. U kunt het proberen of eerst een nieuwe toegangspas halen. { $help }
time-short-here = U hebt weinig tijd over om dit af te ronden. Er is niets verloren: vul uw toegangspas opnieuw in.

help = Vraag hulp: { $contact }.
help-unknown = Vraag het aan de persoon die u de toegangspas gaf.
code = Code { $code }
safe-pass = Uw toegangspas is nog geldig.
safe-passkey = Uw passkey is opgeslagen.
orphan = Misschien staat er op uw apparaat een passkey die niet werkt. U kunt die verwijderen in de instellingen.
twice = Dat is de tweede keer. Een andere manier gaat misschien sneller.

user-name-empty = Vul uw gebruikersnaam in.
user-name-wrong = Vul uw gebruikersnaam in zoals die bij uw toegangspas staat, en verder niets.
pass-empty = Vul uw toegangspas in.
pass-short =
    { $count ->
        [one] Er ontbreekt één teken. Vergelijk met wat u hebt gekregen.
       *[other] Er ontbreken { $count } tekens. Vergelijk met wat u hebt gekregen.
    }
pass-long =
    { $count ->
        [one] Dat is één teken te veel. Vergelijk met wat u hebt gekregen.
       *[other] Dat zijn { $count } tekens te veel. Vul alleen de toegangspas in en verder niets.
    }
pass-character = Teken { $place } hoort niet in een toegangspas. Vergelijk met wat u hebt gekregen.
pass-character-own = Teken { $place } hoort niet in een toegangspas. Een toegangspas heeft alleen letters en cijfers, en nooit de letter U.
pass-check = Eén teken klopt niet of er zijn twee tekens verwisseld. Vergelijk met wat u hebt gekregen. Dit telde niet als poging.

slip-invisible = Er staat een verborgen teken in uw toegangspas. Dat is bij het kopiëren meegekomen.
slip-line-break = Uw toegangspas staat over twee regels verdeeld. Alles hoort aan elkaar.
slip-space = Er staat een spatie in uw toegangspas. Een toegangspas heeft geen spaties.
slip-quotes = Er staan aanhalingstekens om uw toegangspas. Misschien horen die er niet bij.
slip-smart-quotes = Uw apparaat heeft een aanhalingsteken in uw toegangspas veranderd.
slip-dash = Uw apparaat heeft een streepje in uw toegangspas veranderd in een langere streep.
slip-other-form = Sommige tekens lijken alleen maar op die in een toegangspas.
slip-look-alike = Sommige letters lijken alleen maar op die in een toegangspas. Misschien staat uw toetsenbord op een andere taal.
slip-layout = Uw toetsenbord lijkt op een andere taal te staan.
slip-punctuation = Er staat een punt of komma aan het eind. Misschien hoort die niet bij uw toegangspas.
slip-label = Hier staat meer dan uw toegangspas.
slip-email = Dat lijkt op een e-mailadres. Uw toegangspas is de code die u hebt gekregen.
slip-link = Dat lijkt op een link. Uw toegangspas is de code die u hebt gekregen.
slip-telephone = Dat lijkt op een telefoonnummer. Uw toegangspas is de code die u hebt gekregen.
slip-app-code = Dat lijkt op een code uit een app op uw telefoon. Uw toegangspas is langer: het is de code die u hebt gekregen.
slip-caps-lock = Caps Lock staat aan. In een toegangspas maken hoofdletters verschil.
slip-swapped = Uw gebruikersnaam en uw toegangspas staan in elkaars veld.
slip-together = Uw gebruikersnaam en uw toegangspas staan in één veld.
slip-user-name = Hier staat meer dan uw gebruikersnaam.

pass-refused = Deze gebruikersnaam en deze toegangspas horen niet bij elkaar. Vergelijk beide met wat u hebt gekregen.
pass-not-yet = Uw toegangspas is geldig vanaf { $time }. Deze pagina zet alles vanzelf klaar.
pass-now = Uw toegangspas is nu geldig. Druk op ‘Doorgaan’.
pass-expired = Uw toegangspas was geldig tot { $time }. U hebt een nieuwe nodig. { $help }
pass-expired-unknown = Uw toegangspas is niet meer geldig. U hebt een nieuwe nodig. { $help }
pass-used = Uw toegangspas is al gebruikt. Hebt u er een passkey mee gemaakt? Log daarmee in. Zo niet, meld het dan meteen. { $help }
pass-replaced = U hebt een nieuwere toegangspas gekregen. Deze werkt niet meer: gebruik de nieuwste.
pass-revoked = Uw toegangspas is ingetrokken. U hebt een nieuwe nodig. { $help }
invitation-refused = De link die u opende, is onderweg veranderd. U hebt de link niet nodig: vul uw gebruikersnaam en toegangspas in zoals u ze hebt gekregen.
time-over = De tijd om af te ronden is voorbij. Er is niets verloren: vul uw toegangspas opnieuw in.
redemption-ended = De tijd om af te ronden is voorbij, of u bent gestopt. Vul uw toegangspas opnieuw in.
redemption-superseded = U bent met deze toegangspas verdergegaan in een ander venster. Rond het daar af, of vul de toegangspas opnieuw in om hier verder te gaan.

cancelled = Het venster is gesloten voordat het klaar was. Probeer het opnieuw als u zover bent.
timed-out = Het duurde te lang, dus uw apparaat vraagt er niet meer om. Houd uw vinger, gezicht of schermvergrendeling klaar en probeer het opnieuw.
said-no = Uw browser zei meteen nee. Probeer het opnieuw. Zegt uw browser weer nee? Open deze pagina dan in een andere browser.
press-again = Uw browser wil dat u zelf op de knop drukt. Druk er nog een keer op.
not-permitted = De pagina om deze pagina heen staat geen passkeys toe. Open deze pagina in een eigen venster.
unfocused = Uw browser was met iets anders bezig. Klik op deze pagina en probeer het opnieuw.
interrupted = U verliet deze pagina terwijl uw apparaat u iets vroeg. Blijf hier tot het klaar is en probeer het opnieuw.
in-the-way = Iets in uw browser zat in de weg, bijvoorbeeld een wachtwoordbeheerder. Laat uw apparaat zelf antwoorden en probeer het opnieuw.
certificate = De verbinding met deze pagina is niet veilig. Daarom kan er geen passkey worden gemaakt. Ga hier niet verder. { $help }
already-there = Op dit apparaat staat al een passkey voor u. Log daarmee in.
none-here = Uw apparaat heeft uw passkey niet gevonden. Kies de plek waar u die hebt opgeslagen en probeer het opnieuw.
unsupported = Dit apparaat kan niet het soort passkey maken dat nodig is. Kies een andere manier.
insecure = Deze pagina mag geen passkey maken. Dat ligt aan de pagina, niet aan u. { $help }
no-lock = Dit apparaat heeft geen schermvergrendeling. Stel in de instellingen een pincode, vingerafdruk of gezicht in en kom dan terug naar deze pagina.
key-pin = Uw beveiligingssleutel heeft een pincode nodig. Stel die in bij de instellingen van uw apparaat, of gebruik een andere sleutel.
key-locked = Uw beveiligingssleutel is geblokkeerd na te veel verkeerde pincodes. Gebruik een andere sleutel.
key-full = Uw beveiligingssleutel is vol. Gebruik een andere sleutel.
pending = Er staat nog een ander venster open dat om een passkey vraagt. Sluit dat en probeer het opnieuw.
bluetooth = Bluetooth staat uit. Zet het aan en probeer het opnieuw.
store-closed = Uw apparaat kon de plek niet openen waar het passkeys bewaart. Start het apparaat opnieuw en probeer het nog eens, of kies een andere manier.
in-app = Deze pagina staat open in een andere app, en die kan geen passkeys maken. Open de pagina in Safari, Chrome, Edge of Firefox.
wrong-question = We vroegen uw apparaat iets wat het niet begrijpt. Dat ligt aan ons. { $help }
never-answered = Uw apparaat gaf geen antwoord. Sluit alle vensters die het heeft geopend en probeer het opnieuw.
broken = Het lukte uw apparaat niet. Probeer het opnieuw.
faulty = Het antwoord kwam niet van uw apparaat zoals het hoort. Misschien zit een wachtwoordbeheerder in de weg: laat uw apparaat zelf antwoorden en probeer het opnieuw.
not-verified = Uw apparaat heeft niet gecontroleerd of u het bent. Probeer het opnieuw en gebruik uw vingerafdruk, gezicht of schermvergrendeling.
passkey-refused = De passkey is niet geaccepteerd en dus niet opgeslagen. Probeer het opnieuw of kies een andere manier.
proof-refused = Dat werkte niet met deze passkey. Probeer het opnieuw en kies de nieuwste.
challenge-ended = Dat duurde te lang, dus er is niets opgeslagen. Probeer het opnieuw.
passkey-known = Deze passkey is al opgeslagen. Log ermee in of kies een andere manier.
way-not-offered = Deze manier van inloggen kan hier niet. Kies een andere manier.

unreachable = Er kwam geen antwoord. Controleer of u online bent en probeer het opnieuw. Wat u hebt getypt, blijft staan.
offline = U bent offline. Zodra u weer online bent, gaat deze pagina vanzelf verder.
too-slow = Het antwoord duurde te lang. Misschien is het netwerk traag. Probeer het opnieuw: wat u hebt getypt, blijft staan.
blocked = Deze pagina mag geen contact maken met de registratie. Dat ligt aan de pagina, niet aan u. { $help }
garbled = Het antwoord kwam niet van ons. Misschien moet u eerst inloggen op het netwerk: open een andere pagina en probeer het dan opnieuw.
busy = Het is nu erg druk. Wacht even en probeer het dan opnieuw.
busy-until = Het is nu erg druk. Probeer het opnieuw na { $time }.
internal = Er ging bij ons iets mis. Probeer het opnieuw. { $help }
slow = Dit duurt langer dan normaal. Misschien is het netwerk traag.
asleep-heading = De registratie antwoordt niet

incapable = Hier kan geen passkey worden gemaakt
obstacle-insecure = Deze pagina kwam niet via een veilige verbinding. Open de pagina opnieuw met https:// ervoor. Uw toegangspas is nog geldig.
obstacle-framed = Deze pagina staat binnen een andere pagina. Open deze pagina in een eigen venster. Uw toegangspas is nog geldig.
obstacle-browser = Deze browser kan geen passkeys maken. Open deze pagina in Safari, Chrome, Edge of Firefox. Uw toegangspas is nog geldig.
obstacle-in-app = Deze pagina staat open in een andere app, en die kan geen passkeys maken. Open de pagina in Safari, Chrome, Edge of Firefox: kijk in het menu van deze app of kopieer het adres. Uw toegangspas is nog geldig.
open-window = In eigen venster openen
copy-address = Adres kopiëren
copied = Gekopieerd
