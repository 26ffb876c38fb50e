page-title = Prepara il tuo accesso
page-footer = Impronta digitale, volto e PIN restano sul tuo dispositivo. Questa pagina non li vede mai.
language = Lingua
asleep-title = Questa pagina non è partita
asleep-script = Ha bisogno di JavaScript, che in questo browser è disattivato. Attivalo, oppure apri questa pagina in un altro browser.
asleep-reload = Ricarica la pagina. Se non basta, vai dalla persona che ti ha dato il codice d’ingresso. Il codice non si è consumato.
asleep-browser = Questo browser è troppo vecchio per questa pagina. Aggiornalo, oppure apri questa pagina in un altro.
asleep-again = Ricarica la pagina

welcome = Ti diamo il benvenuto
welcome-name = Ti diamo il benvenuto, { $name }
enter-lead = Scrivi il codice d’ingresso che hai ricevuto. Lo scambi con una passkey: la tua impronta digitale, il tuo volto o il blocco schermo.
early-lead = Il tuo codice d’ingresso non funziona ancora. Inizio: { $time }. Lascia aperta questa pagina: si prepara da sola.
over-lead = Il codice d’ingresso di questo link è scaduto ({ $time }). Ne hai uno più recente? Scrivilo qui. { $help }
user-name = Nome utente
user-name-hint = Si trova accanto al codice d’ingresso e sembra un indirizzo email.
pass = Codice d’ingresso
pass-hint-own = Lettere e cifre. Maiuscole e trattini non contano.
pass-hint-printable = Da 8 a 48 caratteri. Le maiuscole contano.
pass-hint-asleep = Il codice che hai ricevuto.
show = Mostra
hide = Nascondi
continue = Continua
early-submit = Non ancora
newer-pass = Ho un codice più recente
waking = Un momento
checking-pass = Controllo del codice
stop = Interrompi

repair-ask = Intendevi questo?
repair-use = Usa questo
repair-keep = Tieni quello che ho scritto

choose = Ciao { $name }, scegli come entrare
choose-lead = Il codice d’ingresso è giusto. Si consuma solo quando la tua passkey è salvata.
no-way = Questo dispositivo non ha nessuno dei modi di entrare offerti qui. { $help }
way-passkey = Questo dispositivo
way-passkey-about = La tua impronta digitale, il tuo volto o il blocco schermo. Ci vuole meno di un minuto.
way-security-key = Una chiave di sicurezza
way-security-key-about = Una piccola chiave da collegare o avvicinare al dispositivo. Tieni pronto il suo PIN. Ci vogliono circa due minuti.
not-me = Non sono { $name }

preparing = Preparazione
ready-passkey = Crea la tua passkey
ready-passkey-lead = Ora il dispositivo ti chiede l’impronta digitale, il volto o il blocco schermo, proprio come quando lo sblocchi.
ready-security-key = Usa la tua chiave di sicurezza
ready-security-key-lead = Ora il dispositivo ti chiede di collegare o avvicinare la chiave di sicurezza e di scrivere il suo PIN.
make-passkey = Crea la mia passkey
use-security-key = Usa la chiave di sicurezza
try-again = Riprova
other-way = Scegli un altro modo
sign-in-with-it = Accedi con la passkey
creating = Il tuo dispositivo chiede conferma
creating-lead = Segui la finestra che il tuo dispositivo ha aperto.
cancel = Annulla
saving = Salvataggio della tua passkey
unconfirmed = È salvata? Non abbiamo avuto risposta
unconfirmed-lead = Il tuo dispositivo ha creato la passkey. Inviala di nuovo: niente viene creato o consumato due volte.
send-again = Invia di nuovo
stop-here = Mi fermo qui

prove = Salvata. Ora provala una volta
prove-lead = Accedi con la tua nuova passkey mentre c’è chi può aiutarti. Così sai che funziona.
prove-known = Hai già una passkey
prove-known-lead = Accedi una volta con la passkey che hai. Così sai che funziona.
sign-in = Accedi con la mia passkey
proving = Controllo della tua passkey

done = Tutto a posto, { $name }
done-lead = La tua passkey funziona. D’ora in poi accedi con questa. Il codice d’ingresso ha fatto il suo lavoro: puoi buttarlo.
done-lead-multi = La tua passkey funziona. D’ora in poi accedi con questa.
done-lead-known = La tua passkey funziona. Continua ad accedere con questa. Il codice d’ingresso non è servito: non si è consumato.
fact-who = Accedi come
where-synced = Su questo dispositivo e sugli altri tuoi dispositivi con lo stesso account
where-device = Solo su questo dispositivo
where-security-key = Sulla tua chiave di sicurezza

clock-pass = Scadenza del codice d’ingresso: { $time }
clock-pass-later = Inizio del codice d’ingresso: { $time }
clock-pass-over = Codice d’ingresso scaduto: { $time }
clock-here = Da finire qui entro: { $time }
clock-here-over = Tempo per finire qui scaduto: { $time }
left = ancora { $span }
to-go = tra { $span }
said-left = Hai ancora { $span } per finire qui.
said-pass-left = Il tuo codice d’ingresso funziona ancora per { $span }.
said-pass-later = Il tuo codice d’ingresso funzionerà tra { $span }.
said-now = Il tuo codice d’ingresso ora funziona.
device-clock-ahead = L’orologio di questo dispositivo è avanti di { $span }. Qui non è un problema: tutti gli orari di questa pagina sono giusti.
device-clock-behind = L’orologio di questo dispositivo è indietro di { $span }. Qui non è un problema: tutti gli orari di questa pagina sono giusti.
more-time = Mi serve più tempo
time-short = Resta poco tempo per finire qui. Chiedi più tempo prima di iniziare.
time-short-pass = Il tuo codice d’ingresso scade presto: { $time }. Il tempo potrebbe non bastare. Puoi provare, oppure chiedere prima un codice nuovo. { $help }
time-short-here = Resta poco tempo per finire qui. Niente è stato consumato: scrivi di nuovo il tuo codice d’ingresso.

help = Chiedi aiuto: { $contact }.
help-unknown = Chiedi alla persona che ti ha dato il codice d’ingresso.
code = Riferimento { $code }
safe-pass = Il tuo codice d’ingresso funziona ancora.
safe-passkey = La tua passkey è salvata.
orphan = Il tuo dispositivo potrebbe aver tenuto una passkey che non funziona. Puoi eliminarla nelle sue impostazioni.
twice = È la seconda volta. Un altro modo potrebbe essere più veloce.

user-name-empty = Scrivi il tuo nome utente.
user-name-wrong = Scrivi il tuo nome utente così come si trova accanto al codice d’ingresso, e nient’altro.
pass-empty = Scrivi il tuo codice d’ingresso.
pass-short =
    { $count ->
        [one] Manca un carattere. Confronta con il codice che hai ricevuto.
        [many] Mancano { $count } di caratteri. Confronta con il codice che hai ricevuto.
       *[other] Mancano { $count } caratteri. Confronta con il codice che hai ricevuto.
    }
pass-long =
    { $count ->
        [one] C’è un carattere di troppo. Confronta con il codice che hai ricevuto.
        [many] Ci sono { $count } di caratteri di troppo. Scrivi il codice d’ingresso e nient’altro.
       *[other] Ci sono { $count } caratteri di troppo. Scrivi il codice d’ingresso e nient’altro.
    }
pass-character = Il carattere { $place } non può stare in un codice d’ingresso. Confronta con il codice che hai ricevuto.
pass-character-own = Il carattere { $place } non può stare in un codice d’ingresso. Ci sono solo lettere e cifre, e mai la lettera U.
pass-check = Un carattere non è giusto, o due sono scambiati. Confronta con il codice che hai ricevuto. Questo non è contato come tentativo.

slip-invisible = C’è un carattere nascosto nel tuo codice d’ingresso. È arrivato con la copia.
slip-line-break = Il tuo codice d’ingresso è spezzato su due righe. Va scritto tutto unito.
slip-space = C’è uno spazio nel tuo codice d’ingresso. Un codice d’ingresso non ne ha.
slip-quotes = Ci sono virgolette intorno al tuo codice d’ingresso. Forse non ne fanno parte.
slip-smart-quotes = Il tuo dispositivo ha cambiato una virgoletta nel tuo codice d’ingresso.
slip-dash = Il tuo dispositivo ha cambiato un trattino del tuo codice d’ingresso in uno più lungo.
slip-other-form = Alcuni caratteri somigliano soltanto a quelli di un codice d’ingresso.
slip-look-alike = Alcune lettere somigliano soltanto a quelle di un codice d’ingresso. Forse la tua tastiera è impostata su un’altra lingua.
slip-layout = La tua tastiera sembra impostata su un’altra lingua.
slip-punctuation = C’è un punto o una virgola alla fine. Forse non fa parte del tuo codice d’ingresso.
slip-label = Qui c’è altro oltre al tuo codice d’ingresso.
slip-email = Sembra un indirizzo email. Qui va il codice d’ingresso che hai ricevuto.
slip-link = Sembra un link. Qui va il codice d’ingresso che hai ricevuto.
slip-telephone = Sembra un numero di telefono. Qui va il codice d’ingresso che hai ricevuto.
slip-app-code = Sembra il codice di un’app del tuo telefono. Il codice d’ingresso che hai ricevuto è più lungo.
slip-caps-lock = Bloc Maiusc è attivo. In un codice d’ingresso le maiuscole contano.
slip-swapped = Il tuo nome utente e il tuo codice d’ingresso sono scambiati.
slip-together = Il tuo nome utente e il tuo codice d’ingresso sono nello stesso campo.
slip-user-name = Qui c’è altro oltre al tuo nome utente.

pass-refused = Questo nome utente e questo codice d’ingresso non vanno insieme. Confrontali con quelli che hai ricevuto.
pass-not-yet = Il tuo codice d’ingresso non funziona ancora. Inizio: { $time }. Questa pagina si prepara da sola.
pass-now = Il tuo codice d’ingresso ora funziona. Premi Continua.
pass-expired = Il tuo codice d’ingresso è scaduto ({ $time }). Te ne serve uno nuovo. { $help }
pass-expired-unknown = Il tuo codice d’ingresso è scaduto. Te ne serve uno nuovo. { $help }
pass-used = Il tuo codice d’ingresso è già stato usato. Se con quello hai creato una passkey, accedi con la passkey. Se no, avvisa subito. { $help }
pass-replaced = Hai ricevuto un codice d’ingresso più recente. Questo non funziona più: usa il più recente.
pass-revoked = Il tuo codice d’ingresso è stato annullato. Te ne serve uno nuovo. { $help }
pass-blocked = Il tuo codice d’ingresso è giusto, ma non si può usare qui o adesso. { $help }
pass-blocked-until = Il tuo codice d’ingresso è giusto, ma non si può usare qui o adesso. Inizio: { $time }. { $help }
pass-wait = Da qui sono arrivati troppi codici d’ingresso sbagliati, quindi il tuo non è stato controllato. Riprova a quest’ora: { $time }.
pass-wait-over = Ora puoi riprovare. Prima confronta nome utente e codice d’ingresso con quelli che hai ricevuto.
invitation-refused = Il link che hai aperto non è arrivato intatto. Non ti serve: scrivi nome utente e codice d’ingresso così come li hai ricevuti.
time-over = Il tempo per finire è scaduto. Niente è stato consumato: scrivi di nuovo il tuo codice d’ingresso.
redemption-ended = Il tempo per finire è scaduto, o hai lasciato la pagina. Scrivi di nuovo il tuo codice d’ingresso.
redemption-superseded = Hai continuato con questo codice d’ingresso in un’altra finestra. Finisci lì, oppure scrivilo di nuovo per continuare qui.

cancelled = La finestra è stata chiusa prima della fine. Riprova quando vuoi.
timed-out = È passato troppo tempo e il tuo dispositivo ha smesso di chiedere. Tieni pronti il dito, il volto o il blocco schermo, poi riprova.
said-no = Il tuo browser ha detto subito di no. Riprova. Se dice ancora di no, apri questa pagina in un altro browser.
press-again = Il tuo browser vuole che sia tu a premere il pulsante. Premilo ancora una volta.
not-permitted = La pagina che contiene questa non permette le passkey. Apri questa pagina in una finestra a parte.
unfocused = Il tuo browser stava guardando altrove. Fai clic su questa pagina, poi riprova.
interrupted = Hai lasciato questa pagina mentre il tuo dispositivo chiedeva conferma. Resta qui fino alla fine, poi riprova.
in-the-way = Qualcosa nel tuo browser si è messo in mezzo, forse un gestore di password. Lascia che risponda il dispositivo stesso, poi riprova.
certificate = La connessione a questa pagina non è sicura, quindi non si può creare una passkey. Non andare avanti qui. { $help }
already-there = Questo dispositivo ha già una tua passkey. Accedi con quella.
none-here = Il tuo dispositivo non ha trovato la tua passkey. Scegli il posto dove l’hai salvata, poi riprova.
unsupported = Questo dispositivo non può creare il tipo di passkey che serve. Scegli un altro modo.
insecure = Questa pagina non ha il permesso di creare una passkey. È uno sbaglio della pagina, non tuo. { $help }
no-lock = Questo dispositivo non ha un blocco schermo. Imposta un PIN, l’impronta digitale o il volto nelle sue impostazioni, poi torna a questa pagina.
key-pin = La tua chiave di sicurezza ha bisogno di un PIN. Impostane uno nelle impostazioni del dispositivo, oppure usa un’altra chiave di sicurezza.
key-locked = La tua chiave di sicurezza è bloccata dopo troppi PIN sbagliati. Usa un’altra chiave di sicurezza.
key-full = Sulla tua chiave di sicurezza non c’è più spazio. Usa un’altra chiave di sicurezza.
pending = È ancora aperta un’altra finestra che chiede una passkey. Chiudila, poi riprova.
bluetooth = Il Bluetooth è disattivato. Attivalo, poi riprova.
store-closed = Il tuo dispositivo non è riuscito ad aprire il posto dove tiene le passkey. Riavvialo e riprova, oppure scegli un altro modo.
in-app = Questa pagina è aperta dentro un’altra app, che non può creare passkey. Aprila in Safari, Chrome, Edge o Firefox.
wrong-question = Abbiamo chiesto al tuo dispositivo qualcosa che non capisce. È uno sbaglio nostro. { $help }
never-answered = Il tuo dispositivo non ha risposto. Chiudi le finestre che ha aperto, poi riprova.
broken = Il tuo dispositivo non ci è riuscito. Riprova.
faulty = La risposta non è arrivata dal tuo dispositivo come doveva. Forse un gestore di password si è messo in mezzo: lascia che risponda il dispositivo stesso, poi riprova.
not-verified = Il tuo dispositivo non ha verificato che sei tu. Riprova con l’impronta digitale, il volto o il blocco schermo.
passkey-refused = La passkey non è stata accettata, quindi non è salvata. Riprova, oppure scegli un altro modo.
proof-refused = Con questa passkey non ha funzionato. Riprova e scegli la più recente.
challenge-ended = È passato troppo tempo, quindi non è stato salvato niente. Riprova.
passkey-known = Questa passkey è già salvata. Accedi con questa, oppure scegli un altro modo.
way-not-offered = Questo modo di entrare non è offerto qui. Scegline un altro.

unreachable = Non è arrivata risposta. Controlla la connessione, poi riprova. Quello che hai scritto resta.
offline = Non c’è connessione. Quando torna, questa pagina va avanti da sola.
too-slow = La risposta ha impiegato troppo tempo. Forse la rete è lenta. Riprova: quello che hai scritto resta.
blocked = Questa pagina non ha il permesso di parlare con il servizio di registrazione. È uno sbaglio della pagina, non tuo. { $help }
garbled = La risposta non era nostra. Forse devi prima accedere alla rete: apri un’altra pagina, poi riprova.
busy = C’è molto movimento in questo momento. Aspetta un attimo, poi riprova.
busy-until = C’è molto movimento in questo momento. Riprova a quest’ora: { $time }.
internal = Qualcosa è andato storto da parte nostra. Riprova. { $help }
slow = Ci vuole più tempo del solito. Forse la rete è lenta.
asleep-heading = Il servizio di registrazione non risponde

incapable = Qui non si può creare una passkey
obstacle-insecure = Questa pagina non è arrivata con una connessione sicura. Aprila di nuovo con https:// davanti. Il tuo codice d’ingresso funziona ancora.
obstacle-framed = Questa pagina si trova dentro un’altra. Aprila in una finestra a parte. Il tuo codice d’ingresso funziona ancora.
obstacle-browser = Questo browser non può creare passkey. Apri questa pagina in Safari, Chrome, Edge o Firefox. Il tuo codice d’ingresso funziona ancora.
obstacle-in-app = Questa pagina è aperta dentro un’altra app, che non può creare passkey. Aprila in Safari, Chrome, Edge o Firefox: cerca nel menu di questa app, oppure copia l’indirizzo. Il tuo codice d’ingresso funziona ancora.
open-window = Apri in una finestra a parte
copy-address = Copia l’indirizzo
copied = Copiato

way-hello = Windows Hello
way-hello-about = Il tuo volto, la tua impronta digitale o il tuo PIN. Ci vuole meno di un minuto.
way-hello-later = Il tuo volto, la tua impronta digitale o il tuo PIN. Su questo computer non è ancora configurato. Ci vogliono circa tre minuti.
way-phone = Il mio telefono
way-phone-about = Continua sul telefono con l’impronta digitale, il volto o il blocco schermo. Ci vogliono circa due minuti.
way-app = Un’app di autenticazione
way-app-about = Un’app del tuo telefono che mostra sei cifre, come Microsoft Authenticator. Ci vogliono circa due minuti.
closed-kiosk = Questo schermo lo usano tutti, quindi la tua passkey non resta qui. Portala con te sul telefono o su una chiave di sicurezza.
closed-browser = Questo browser non può creare passkey.
ready-hello = Crea la tua passkey con Windows Hello
ready-hello-lead = Ora Windows ti chiede il volto, l’impronta digitale o il PIN, proprio come quando sblocchi questo computer.

hello-heading = Prima configura Windows Hello
hello-lead = Basta un PIN: non servono né una fotocamera né un lettore di impronte.
hello-step-open = Apri le impostazioni di Windows con il pulsante qui sotto. Oppure aprile tu: Impostazioni, Account, Opzioni di accesso.
hello-step-pin = Scegli PIN, poi Configura. Windows ti guida passo per passo.
hello-step-back = Torna a questa pagina. Vede che è tutto pronto e va avanti.
hello-open = Apri le impostazioni di Windows
hello-done = L’ho configurato
hello-not-yet = Windows Hello non è ancora pronto. Finisci di configurarlo, poi torna qui.

phone-scan = Scansiona questo con il telefono
phone-scan-lead = Apri la fotocamera del telefono e inquadra il codice QR. Non farlo inquadrare a nessun altro.
phone-code = Codice QR con un link per il tuo telefono
phone-ends = Scadenza del codice QR: { $time }
phone-new = Mostra un nuovo codice QR
compare = I due schermi mostrano questo numero?
compare-lead = Il tuo telefono ha aperto il link. Guarda che numero mostra.
compare-same = Sì, lo stesso numero
compare-other = No
phone-goes-on = Continua sul tuo telefono
phone-goes-on-lead = Ora si va avanti lì. Questo schermo mostra solo a che punto sei.
phone-opened = Sul tuo telefono, scegli come entrare.
phone-saved = Salvata sul tuo telefono. Ora provala lì una volta.
phone-done = Tutto a posto
phone-done-lead = Il tuo modo di entrare funziona. Questo schermo non ti serve più.
phone-away = Chiudi questa vista
claim = Continuare qui?
claim-lead = È stato scansionato un codice QR da un altro schermo. Continua solo se l’hai appena fatto tu.
claim-go = Continua qui
claim-compare-lead = Sull’altro schermo scegli Sì se mostra lo stesso numero, No se ne mostra un altro.
claim-over = Questo codice QR non funziona più
handover-late = Il codice QR non è stato usato in tempo. Mostrane uno nuovo.
handover-late-phone = Questo codice QR non funziona più. Mostrane uno nuovo sull’altro schermo, poi scansionalo.
handover-refused = Hai scelto No, quindi non è stato trasferito niente. Mostra un nuovo codice QR e scansionalo tu. { $help }
handover-refused-phone = Sull’altro schermo è stato scelto No, quindi non è stato trasferito niente. Mostra lì un nuovo codice QR, poi scansionalo.
handover-contested = Due telefoni hanno aperto questo codice QR, quindi non è stato trasferito niente. Mostrane uno nuovo e non farlo inquadrare a nessun altro.
handover-contested-phone = Un altro telefono ha aperto questo codice QR, quindi non è stato trasferito niente. Mostrane uno nuovo sull’altro schermo, poi scansionalo.
handover-left = Hai interrotto sul telefono. Se non avevi finito, scrivi di nuovo il tuo codice d’ingresso.
handover-intruded = Dopo di te un’altra persona ha provato lo stesso codice QR. Non è riuscita a entrare. { $help }
redemption-moved = Hai continuato con questo codice d’ingresso sul telefono. Finisci lì, oppure scrivilo di nuovo per continuare qui.

app = Aggiungi la tua app di autenticazione
app-lead = Apri l’app sul telefono, aggiungi un account e scansiona questo codice QR.
app-lead-here = Apri l’app con il pulsante qui sotto. L’account si aggiunge da solo.
app-qr = Codice QR per la tua app di autenticazione
app-open = Apri la mia app
app-get = Scarica Microsoft Authenticator
app-secret = Oppure scrivi questa chiave segreta nell’app:
app-code = Sei cifre dall’app
app-code-hint = L’app mostra nuove cifre ogni 30 secondi.
app-confirm = Controlla le cifre
app-checking = Controllo delle cifre
app-new = Riprova con un nuovo codice QR
app-done-lead = La tua app funziona. D’ora in poi accedi con le cifre che mostra.
where-app = Nella tua app di autenticazione
code-empty = Scrivi le sei cifre che l’app mostra.
code-shape = L’app mostra sei cifre. Scrivi quelle e nient’altro.
code-wrong = Queste cifre non sono giuste. Scrivi le più recenti che l’app mostra.
code-used = Queste cifre sono già state usate. Aspetta le prossime.
code-clock-ahead = L’orologio del tuo telefono è avanti di { $span }. Lascia che il telefono regoli l’ora da solo, poi scrivi nuove cifre.
code-clock-behind = L’orologio del tuo telefono è indietro di { $span }. Lascia che il telefono regoli l’ora da solo, poi scrivi nuove cifre.
code-wait = Troppi tentativi con cifre sbagliate. Riprova a quest’ora: { $time }.
app-ended = Questo codice QR non funziona più: è passato troppo tempo, o ci sono stati troppi tentativi. Ricomincia con uno nuovo.

second = Aggiungi un secondo modo
second-lead = Se perdi il primo, puoi entrare lo stesso.
second-needed = Ancora un passo: un secondo modo di entrare
second-needed-lead = Qui è richiesto. Se perdi il primo, puoi entrare lo stesso.
second-choose = Scegli il tuo secondo modo di entrare
only-here = La tua passkey è su questo dispositivo e da nessun’altra parte. Se perdi il dispositivo, non puoi più accedere. Aggiungi un secondo modo.
only-here-late = La tua passkey è su questo dispositivo e da nessun’altra parte. Qui non c’è più tempo per aggiungere un secondo modo. { $help }
ways-in = I tuoi modi di entrare
passkey-unnamed = Passkey
key-unnamed = Chiave di sicurezza
app-unnamed = App di autenticazione
rename = Rinomina
rename-heading = Scegli un nome
rename-label = Nome
rename-hint = Un nome facile da riconoscere, per esempio: la mia chiave blu.
rename-save = Salva il nome
name-wrong = Scrivi un nome di 60 caratteri al massimo.
remove = Rimuovi
remove-heading = Rimuovere { $name }?
remove-lead = Non potrai più usarla per accedere qui.
remove-yes = Sì, rimuovi
keep = Tieni
removed-orphan = Qui è stata rimossa. Eliminala anche sul tuo dispositivo, così non ti viene più proposta.
method-last = È il tuo unico modo di entrare. Prima aggiungine un altro, poi rimuovi questo.
method-unknown = Non c’è più.
device-shared = Questa passkey è stata creata sullo schermo che usano tutti, quindi non è salvata. Usa il tuo telefono o una chiave di sicurezza.

kiosk-start = Tocca per iniziare
kiosk-start-lead = Tieni pronti il codice d’ingresso e il telefono o una chiave di sicurezza.
kiosk-keyboard = Tocca un campo per far apparire la tastiera.
scan = Scansiona il QR del foglietto
scan-lead = Metti il codice QR del tuo foglietto davanti alla fotocamera. Il tuo nome si compila da solo. Il codice d’ingresso lo scrivi tu.
scan-other = Non è il codice QR di un foglietto. Metti davanti alla fotocamera il foglietto con il tuo nome.
scan-failed = Qui la fotocamera non funziona. Scrivi il tuo nome utente.
idle = Ci sei ancora?
idle-lead =
    { $count ->
        [one] Per non mostrare ad altri i tuoi dati, questo schermo torna all’inizio tra un secondo.
        [many] Per non mostrare ad altri i tuoi dati, questo schermo torna all’inizio tra { $count } di secondi.
       *[other] Per non mostrare ad altri i tuoi dati, questo schermo torna all’inizio tra { $count } secondi.
    }
idle-stay = Sono ancora qui
next-person = Prossima persona
later = Non ho con me niente di questo
later-heading = Fallo più tardi, sul tuo dispositivo
later-lead = Il codice d’ingresso non si è consumato. Scadenza: { $time }.
later-where = Apri questo indirizzo
later-need = Tieni con te
later-need-what = Il codice d’ingresso, e il telefono o il computer
later-over = Quando il tempo è scaduto, ti serve un nuovo codice d’ingresso. { $help }
print = Stampa
printed-heading = Il tuo accesso
printed-on = Preparato: { $time }
printed-help = Chi ti aiuta
staff = Staff
staff-pin = PIN dello staff
staff-open = Apri
staff-heading = Questo schermo
staff-version = Versione
staff-answers = Servizio di registrazione
staff-yes = Risponde
staff-no = Non risponde
staff-number = Persone qui adesso
staff-reset = Riavvia questo schermo
pin-empty = Scrivi il PIN dello staff.
pin-wrong = Questo PIN non è giusto.
pin-wait = Troppi PIN sbagliati. Riprova a quest’ora: { $time }.
enter-pass = Inserisci un codice d’ingresso
key-there = Questa chiave di sicurezza è già configurata per questo account. Accedi con essa o usane un’altra.

envelope = Hai ricevuto un codice d’ingresso
envelope-lead = Si vede una volta sola. Mostralo quando nessuno guarda il tuo schermo.
envelope-show = Mostra il mio codice d’ingresso
envelope-over = Questo link non mostra nessun codice d’ingresso
envelope-pass = { $name }, questo è il tuo codice d’ingresso
envelope-pass-lead = Si vede solo questa volta: scrivilo su un foglio o continua subito.
envelope-early-lead = Si vede solo questa volta: scrivilo su un foglio o lascia aperta questa pagina finché non funziona.
envelope-go = Continua con questo codice
envelope-noted = L’ho scritto
envelope-opened = Questo link è già stato aperto, e il codice d’ingresso si vede una volta sola. Se ad aprirlo è stato qualcun altro, avvisa subito. Ti serve un codice nuovo. { $help }
envelope-ended = Questo link non funziona più: il suo codice d’ingresso è scaduto, o non c’è mai stato. Ti serve un codice nuovo. { $help }
envelope-broken = Una parte di questo link manca o è cambiata lungo la strada. Aprilo di nuovo così come lo hai ricevuto, o chiedi un codice nuovo. { $help }
