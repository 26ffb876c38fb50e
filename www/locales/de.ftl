page-title = Anmeldung einrichten
page-footer = Ihr Fingerabdruck, Ihr Gesicht und Ihre PIN bleiben auf Ihrem Gerät. Diese Seite sieht sie nie.
language = Sprache
asleep-title = Diese Seite ist nicht gestartet
asleep-script = Sie braucht JavaScript, und das ist in diesem Browser ausgeschaltet. Schalten Sie es ein oder öffnen Sie diese Seite in einem anderen Browser.
asleep-reload = Laden Sie die Seite neu. Wenn das nicht hilft, gehen Sie zu der Person, von der Sie den Zugangscode haben. Ihr Zugangscode ist nicht verbraucht.
asleep-browser = Dieser Browser ist zu alt für diese Seite. Aktualisieren Sie ihn oder öffnen Sie diese Seite in einem anderen.
asleep-again = Seite neu laden

welcome = Willkommen
welcome-name = Willkommen, { $name }
enter-lead = Geben Sie den Zugangscode ein, den Sie bekommen haben. Sie tauschen ihn gegen einen Passkey: Ihren Fingerabdruck, Ihr Gesicht oder Ihre Displaysperre.
early-lead = Ihr Zugangscode gilt ab { $time }. Lassen Sie diese Seite offen: Sie ist dann von selbst bereit.
over-lead = Der Zugangscode aus diesem Link galt bis { $time }. Haben Sie einen neueren? Geben Sie ihn hier ein. { $help }
user-name = Benutzername
user-name-hint = Er steht neben Ihrem Zugangscode und sieht aus wie eine E-Mail-Adresse.
pass = Zugangscode
pass-hint-own = Buchstaben und Ziffern. Großschreibung und Bindestriche spielen keine Rolle.
pass-hint-printable = 8 bis 48 Zeichen. Groß- und Kleinschreibung zählt.
pass-hint-asleep = Der Code, den Sie bekommen haben.
show = Anzeigen
hide = Verbergen
continue = Weiter
early-submit = Noch nicht
newer-pass = Ich habe einen neueren Code
waking = Einen Moment
checking-pass = Zugangscode wird geprüft
stop = Stopp

repair-ask = Meinten Sie das?
repair-use = Das nehmen
repair-keep = Meine Eingabe behalten

choose = Hallo { $name }, wie möchten Sie sich anmelden?
choose-lead = Ihr Zugangscode stimmt. Er ist erst verbraucht, wenn Ihr Passkey gespeichert ist.
no-way = Mit diesem Gerät ist keiner der Wege möglich, die hier angeboten werden. { $help }
way-passkey = Dieses Gerät
way-passkey-about = Ihr Fingerabdruck, Ihr Gesicht oder Ihre Displaysperre. Dauert weniger als eine Minute.
way-security-key = Ein Sicherheitsschlüssel
way-security-key-about = Ein kleiner Schlüssel, den Sie einstecken oder an das Gerät halten. Halten Sie seine PIN bereit. Dauert etwa zwei Minuten.
not-me = Ich bin nicht { $name }

preparing = Wird vorbereitet
ready-passkey = Passkey erstellen
ready-passkey-lead = Ihr Gerät fragt jetzt nach Fingerabdruck, Gesicht oder Displaysperre, genau wie beim Entsperren.
ready-security-key = Sicherheitsschlüssel verwenden
ready-security-key-lead = Ihr Gerät bittet Sie jetzt, den Schlüssel einzustecken oder an das Gerät zu halten, und fragt nach seiner PIN.
make-passkey = Meinen Passkey erstellen
use-security-key = Meinen Schlüssel verwenden
try-again = Erneut versuchen
other-way = Anderen Weg wählen
sign-in-with-it = Damit anmelden
creating = Ihr Gerät fragt jetzt
creating-lead = Folgen Sie dem Fenster, das Ihr Gerät geöffnet hat.
cancel = Abbrechen
saving = Ihr Passkey wird gespeichert
unconfirmed = Gespeichert? Wir haben keine Antwort
unconfirmed-lead = Ihr Gerät hat den Passkey erstellt. Senden Sie ihn noch einmal: Nichts wird doppelt erstellt oder verbraucht.
send-again = Noch einmal senden
stop-here = Hier aufhören

prove = Gespeichert. Jetzt einmal ausprobieren
prove-lead = Melden Sie sich mit Ihrem neuen Passkey an, solange Hilfe in der Nähe ist. Dann wissen Sie, dass er funktioniert.
prove-known = Sie haben schon einen Passkey
prove-known-lead = Melden Sie sich einmal mit dem Passkey an, den Sie haben. Dann wissen Sie, dass er funktioniert.
sign-in = Mit meinem Passkey anmelden
proving = Ihr Passkey wird geprüft

done = Geschafft, { $name }
done-lead = Ihr Passkey funktioniert. Ab jetzt melden Sie sich damit an. Ihr Zugangscode hat ausgedient: Sie können ihn wegwerfen.
done-lead-multi = Ihr Passkey funktioniert. Ab jetzt melden Sie sich damit an.
done-lead-known = Ihr Passkey funktioniert. Melden Sie sich weiter damit an. Ihren Zugangscode haben Sie nicht gebraucht: Er ist nicht verbraucht.
fact-who = Sie melden sich an als
fact-where = Hier liegt Ihr Passkey
where-synced = Auf diesem Gerät und auf Ihren anderen Geräten mit demselben Konto
where-device = Nur auf diesem Gerät
where-security-key = Auf Ihrem Sicherheitsschlüssel

clock-pass = Zugangscode gilt bis { $time }
clock-pass-later = Zugangscode gilt ab { $time }
clock-pass-over = Zugangscode galt bis { $time }
clock-here = Hier haben Sie Zeit bis { $time }
clock-here-over = Hier hatten Sie Zeit bis { $time }
left = noch { $span }
to-go = Wartezeit: { $span }
said-left = Sie haben hier noch { $span } Zeit.
said-pass-left = Ihr Zugangscode gilt noch { $span }.
said-pass-later = Noch { $span }, dann gilt Ihr Zugangscode.
said-now = Ihr Zugangscode gilt jetzt.
device-clock-ahead = Die Uhr dieses Geräts geht { $span } vor. Das schadet hier nicht: Alle Zeiten auf dieser Seite stimmen.
device-clock-behind = Die Uhr dieses Geräts geht { $span } nach. Das schadet hier nicht: Alle Zeiten auf dieser Seite stimmen.
more-time = Ich brauche mehr Zeit
time-short = Hier bleibt nur noch wenig Zeit. Nehmen Sie sich mehr Zeit, bevor Sie anfangen.
time-short-pass = Ihr Zugangscode gilt nur bis { $time }. Das könnte knapp werden. Sie können es versuchen oder sich erst einen neuen Zugangscode holen. { $help }
time-short-here = Hier bleibt nur noch wenig Zeit. Nichts ist verbraucht: Geben Sie Ihren Zugangscode noch einmal ein.

help = Hier bekommen Sie Hilfe: { $contact }.
help-unknown = Fragen Sie die Person, von der Sie den Zugangscode haben.
code = Meldung { $code }
safe-pass = Ihr Zugangscode gilt weiterhin.
safe-passkey = Ihr Passkey ist gespeichert.
orphan = Ihr Gerät hat vielleicht einen Passkey behalten, der nicht funktioniert. Sie können ihn in den Einstellungen löschen.
twice = Das war das zweite Mal. Ein anderer Weg geht vielleicht schneller.

user-name-empty = Geben Sie Ihren Benutzernamen ein.
user-name-wrong = Geben Sie Ihren Benutzernamen so ein, wie er neben Ihrem Zugangscode steht, und sonst nichts.
pass-empty = Geben Sie Ihren Zugangscode ein.
pass-short =
    { $count ->
        [one] Es fehlt ein Zeichen. Vergleichen Sie mit dem Code, den Sie bekommen haben.
       *[other] Es fehlen { $count } Zeichen. Vergleichen Sie mit dem Code, den Sie bekommen haben.
    }
pass-long =
    { $count ->
        [one] Das ist ein Zeichen zu viel. Vergleichen Sie mit dem Code, den Sie bekommen haben.
       *[other] Das sind { $count } Zeichen zu viel. Geben Sie nur den Zugangscode ein.
    }
pass-character = Zeichen { $place } gehört nicht in einen Zugangscode. Vergleichen Sie mit dem Code, den Sie bekommen haben.
pass-character-own = Zeichen { $place } gehört nicht in einen Zugangscode. Er hat nur Buchstaben und Ziffern und nie den Buchstaben U.
pass-check = Ein Zeichen stimmt nicht, oder zwei sind vertauscht. Vergleichen Sie mit dem Code, den Sie bekommen haben. Das zählt nicht als Versuch.

slip-invisible = In Ihrem Zugangscode steckt ein unsichtbares Zeichen. Es kam beim Kopieren mit.
slip-line-break = Ihr Zugangscode ist auf zwei Zeilen verteilt. Er gehört zusammen.
slip-space = In Ihrem Zugangscode ist ein Leerzeichen. Ein Zugangscode hat keine.
slip-quotes = Vor und hinter Ihrem Zugangscode stehen Anführungszeichen. Vielleicht gehören sie nicht dazu.
slip-smart-quotes = Ihr Gerät hat ein Anführungszeichen in Ihrem Zugangscode verändert.
slip-dash = Ihr Gerät hat aus einem Bindestrich in Ihrem Zugangscode einen längeren Strich gemacht.
slip-other-form = Einige Zeichen sehen nur so aus wie die in einem Zugangscode.
slip-look-alike = Einige Buchstaben sehen nur so aus wie die in einem Zugangscode. Vielleicht ist Ihre Tastatur auf eine andere Sprache eingestellt.
slip-layout = Ihre Tastatur ist wohl auf eine andere Sprache eingestellt.
slip-punctuation = Am Ende steht ein Punkt oder ein Komma. Vielleicht gehört das nicht zu Ihrem Zugangscode.
slip-label = Hier steht mehr als Ihr Zugangscode.
slip-email = Das sieht aus wie eine E-Mail-Adresse. Ihr Zugangscode ist der Code, den Sie bekommen haben.
slip-link = Das sieht aus wie ein Link. Ihr Zugangscode ist der Code, den Sie bekommen haben.
slip-telephone = Das sieht aus wie eine Telefonnummer. Ihr Zugangscode ist der Code, den Sie bekommen haben.
slip-app-code = Das sieht aus wie ein Code aus einer App auf Ihrem Handy. Ihr Zugangscode ist länger: Es ist der Code, den Sie bekommen haben.
slip-caps-lock = Die Feststelltaste ist an. Bei einem Zugangscode zählt Groß- und Kleinschreibung.
slip-swapped = Ihr Benutzername und Ihr Zugangscode sind vertauscht.
slip-together = Ihr Benutzername und Ihr Zugangscode stehen in einem Feld.
slip-user-name = Hier steht mehr als Ihr Benutzername.

pass-refused = Dieser Benutzername und dieser Zugangscode gehören nicht zusammen. Vergleichen Sie beide mit dem, was Sie bekommen haben.
pass-not-yet = Ihr Zugangscode gilt ab { $time }. Diese Seite ist dann von selbst bereit.
pass-now = Ihr Zugangscode gilt jetzt. Drücken Sie auf „Weiter“.
pass-expired = Ihr Zugangscode galt bis { $time }. Sie brauchen einen neuen. { $help }
pass-expired-unknown = Ihr Zugangscode ist abgelaufen. Sie brauchen einen neuen. { $help }
pass-used = Ihr Zugangscode wurde schon benutzt. Wenn Sie damit einen Passkey erstellt haben, melden Sie sich mit diesem an. Wenn nicht, sagen Sie sofort Bescheid. { $help }
pass-replaced = Sie haben einen neueren Zugangscode bekommen. Dieser gilt nicht mehr: Nehmen Sie den neuesten.
pass-revoked = Ihr Zugangscode wurde zurückgezogen. Sie brauchen einen neuen. { $help }
invitation-refused = Der Link, den Sie geöffnet haben, wurde unterwegs verändert. Sie brauchen ihn nicht: Geben Sie Benutzername und Zugangscode so ein, wie Sie sie bekommen haben.
time-over = Die Zeit auf dieser Seite ist abgelaufen. Nichts ist verbraucht: Geben Sie Ihren Zugangscode noch einmal ein.
redemption-ended = Die Zeit auf dieser Seite ist abgelaufen, oder Sie haben die Seite verlassen. Geben Sie Ihren Zugangscode noch einmal ein.
redemption-superseded = Sie haben mit diesem Zugangscode in einem anderen Fenster weitergemacht. Machen Sie es dort fertig, oder geben Sie den Zugangscode noch einmal ein, um hier weiterzumachen.

cancelled = Das Fenster wurde geschlossen, bevor alles fertig war. Versuchen Sie es noch einmal, wann immer Sie möchten.
timed-out = Es hat zu lange gedauert, deshalb fragt Ihr Gerät nicht mehr. Halten Sie Finger, Gesicht oder Displaysperre bereit und versuchen Sie es noch einmal.
said-no = Ihr Browser hat sofort abgelehnt. Versuchen Sie es noch einmal. Wenn er wieder ablehnt, öffnen Sie diese Seite in einem anderen Browser.
press-again = Ihr Browser möchte, dass Sie den Knopf selbst drücken. Drücken Sie ihn noch einmal.
not-permitted = Die Seite um diese herum erlaubt keine Passkeys. Öffnen Sie diese Seite in einem eigenen Fenster.
unfocused = Ihr Browser war gerade woanders. Klicken Sie auf diese Seite und versuchen Sie es noch einmal.
interrupted = Sie haben diese Seite verlassen, während Ihr Gerät gefragt hat. Versuchen Sie es noch einmal und bleiben Sie hier, bis alles fertig ist.
in-the-way = Etwas in Ihrem Browser kam dazwischen, zum Beispiel ein Passwortmanager. Lassen Sie Ihr Gerät selbst antworten und versuchen Sie es noch einmal.
certificate = Die Verbindung zu dieser Seite ist nicht sicher, deshalb lässt sich kein Passkey erstellen. Machen Sie hier nicht weiter. { $help }
already-there = Auf diesem Gerät gibt es schon einen Passkey für Sie. Melden Sie sich damit an.
none-here = Ihr Gerät hat Ihren Passkey nicht gefunden. Wählen Sie den Ort, an dem Sie ihn gespeichert haben, und versuchen Sie es noch einmal.
unsupported = Dieses Gerät kann die nötige Art von Passkey nicht erstellen. Wählen Sie einen anderen Weg.
insecure = Diese Seite darf keinen Passkey erstellen. Das liegt an der Seite, nicht an Ihnen. { $help }
no-lock = Dieses Gerät hat keine Displaysperre. Richten Sie in den Einstellungen PIN, Fingerabdruck oder Gesicht ein und kommen Sie dann auf diese Seite zurück.
key-pin = Ihr Sicherheitsschlüssel braucht eine PIN. Legen Sie in den Einstellungen Ihres Geräts eine fest oder nehmen Sie einen anderen Schlüssel.
key-locked = Ihr Sicherheitsschlüssel ist nach zu vielen falschen PINs gesperrt. Nehmen Sie einen anderen Schlüssel.
key-full = Auf Ihrem Sicherheitsschlüssel ist kein Platz mehr. Nehmen Sie einen anderen Schlüssel.
pending = Ein anderes Fenster, das nach einem Passkey fragt, ist noch offen. Schließen Sie es und versuchen Sie es noch einmal.
bluetooth = Bluetooth ist aus. Schalten Sie es ein und versuchen Sie es noch einmal.
store-closed = Ihr Gerät konnte den Ort nicht öffnen, an dem es Passkeys aufbewahrt. Starten Sie es neu und versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
in-app = Diese Seite ist in einer anderen App geöffnet, die keine Passkeys erstellen kann. Öffnen Sie sie in Safari, Chrome, Edge oder Firefox.
wrong-question = Wir haben Ihr Gerät etwas gefragt, das es nicht versteht. Das liegt an uns. { $help }
never-answered = Ihr Gerät hat nicht geantwortet. Schließen Sie alle Fenster, die es geöffnet hat, und versuchen Sie es noch einmal.
broken = Ihr Gerät hat es nicht geschafft. Versuchen Sie es noch einmal.
faulty = Die Antwort kam nicht so von Ihrem Gerät, wie sie sollte. Vielleicht kam ein Passwortmanager dazwischen: Lassen Sie Ihr Gerät selbst antworten und versuchen Sie es noch einmal.
not-verified = Ihr Gerät hat nicht geprüft, dass Sie es sind. Versuchen Sie es noch einmal mit Fingerabdruck, Gesicht oder Displaysperre.
passkey-refused = Der Passkey wurde nicht angenommen und ist deshalb nicht gespeichert. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
proof-refused = Mit diesem Passkey hat es nicht geklappt. Versuchen Sie es noch einmal und wählen Sie den neuesten.
challenge-ended = Das hat zu lange gedauert, deshalb wurde nichts gespeichert. Versuchen Sie es noch einmal.
passkey-known = Dieser Passkey ist schon gespeichert. Melden Sie sich damit an oder wählen Sie einen anderen Weg.
way-not-offered = Dieser Weg wird hier nicht angeboten. Wählen Sie einen anderen.

unreachable = Es kam keine Antwort. Prüfen Sie, ob Sie online sind, und versuchen Sie es noch einmal. Ihre Eingabe bleibt erhalten.
offline = Sie sind offline. Sobald Sie wieder online sind, geht es hier von selbst weiter.
too-slow = Die Antwort hat zu lange gedauert. Vielleicht ist das Netz langsam. Versuchen Sie es noch einmal: Ihre Eingabe bleibt erhalten.
blocked = Diese Seite darf nicht mit der Registrierung sprechen. Das liegt an der Seite, nicht an Ihnen. { $help }
garbled = Die Antwort kam nicht von uns. Vielleicht müssen Sie sich erst im WLAN anmelden: Öffnen Sie eine andere Seite und versuchen Sie es dann noch einmal.
busy = Gerade ist viel los. Warten Sie einen Moment und versuchen Sie es noch einmal.
busy-until = Gerade ist viel los. Versuchen Sie es ab { $time } noch einmal.
internal = Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal. { $help }
slow = Das dauert länger als sonst. Vielleicht ist das Netz langsam.
asleep-heading = Die Registrierung antwortet nicht

incapable = Hier lässt sich kein Passkey erstellen
obstacle-insecure = Diese Seite kam nicht über eine sichere Verbindung. Öffnen Sie sie noch einmal mit https:// davor. Ihr Zugangscode gilt weiterhin.
obstacle-framed = Diese Seite steckt in einer anderen. Öffnen Sie sie in einem eigenen Fenster. Ihr Zugangscode gilt weiterhin.
obstacle-browser = Dieser Browser kann keine Passkeys erstellen. Öffnen Sie diese Seite in Safari, Chrome, Edge oder Firefox. Ihr Zugangscode gilt weiterhin.
obstacle-in-app = Diese Seite ist in einer anderen App geöffnet, die keine Passkeys erstellen kann. Öffnen Sie sie in Safari, Chrome, Edge oder Firefox: Schauen Sie in das Menü dieser App oder kopieren Sie die Adresse. Ihr Zugangscode gilt weiterhin.
open-window = In eigenem Fenster öffnen
copy-address = Adresse kopieren
copied = Kopiert
