page-title = Ustaw swoje logowanie
page-footer = Twój odcisk palca, twarz lub kod PIN zostaje na twoim urządzeniu. Ta strona nigdy go nie widzi.
language = Język
asleep-title = Ta strona się nie uruchomiła
asleep-script = Strona potrzebuje skryptów, a w tej przeglądarce są one wyłączone. Włącz je albo otwórz tę stronę w innej przeglądarce.
asleep-reload = Wczytaj stronę ponownie. Jeśli to nie pomoże, zgłoś się do osoby, od której masz przepustkę. Przepustka nie została wykorzystana.
asleep-browser = Ta przeglądarka jest za stara dla tej strony. Zaktualizuj ją albo otwórz tę stronę w innej.
asleep-again = Wczytaj stronę ponownie

welcome = Witamy
welcome-name = Witaj, { $name }
enter-lead = Wpisz otrzymaną przepustkę. Wymienisz ją na klucz dostępu: odcisk palca, twarz lub blokadę ekranu.
early-lead = Twoja przepustka jest ważna od { $time }. Nie zamykaj tej strony: przygotuje się sama.
over-lead = Przepustka z tego linku była ważna do { $time }. Masz nowszą? Wpisz ją tutaj. { $help }
user-name = Nazwa użytkownika
user-name-hint = Jest podana obok przepustki i wygląda jak adres e-mail.
pass = Przepustka
pass-hint-own = Litery i cyfry. Wielkość liter i kreski nie mają znaczenia.
pass-hint-printable = Od 8 do 48 znaków. Wielkość liter ma znaczenie.
pass-hint-asleep = Otrzymany kod.
show = Pokaż
hide = Ukryj
continue = Kontynuuj
early-submit = Jeszcze za wcześnie
newer-pass = Mam nowszą przepustkę
waking = Chwileczkę
checking-pass = Sprawdzamy przepustkę
stop = Zatrzymaj

repair-ask = Czy chodziło o to?
repair-use = Użyj tego
repair-keep = Zostaw mój wpis

choose = Witaj, { $name }. Wybierz sposób logowania
choose-lead = Przepustka się zgadza. Zostanie wykorzystana dopiero, gdy klucz dostępu będzie zapisany.
no-way = To urządzenie nie obsługuje żadnego z dostępnych tu sposobów logowania. { $help }
way-passkey = To urządzenie
way-passkey-about = Twój odcisk palca, twarz lub blokada ekranu. Zajmie to mniej niż minutę.
way-security-key = Klucz zabezpieczeń
way-security-key-about = Mały klucz, który podłącza się lub przykłada do urządzenia. Przygotuj jego kod PIN. Zajmie to około dwóch minut.
not-me = Nie nazywam się { $name }

preparing = Przygotowujemy wszystko
ready-passkey = Utwórz klucz dostępu
ready-passkey-lead = Urządzenie poprosi teraz o odcisk palca, twarz lub blokadę ekranu, tak jak przy odblokowywaniu.
ready-security-key = Użyj klucza zabezpieczeń
ready-security-key-lead = Urządzenie poprosi teraz o podłączenie lub przyłożenie klucza i o jego kod PIN.
make-passkey = Utwórz klucz dostępu
use-security-key = Użyj klucza zabezpieczeń
try-again = Spróbuj ponownie
other-way = Wybierz inny sposób
sign-in-with-it = Zaloguj się tym kluczem
creating = Urządzenie czeka na ciebie
creating-lead = Wykonaj polecenia w oknie, które otworzyło urządzenie.
cancel = Anuluj
saving = Zapisujemy klucz dostępu
unconfirmed = Czy zapisano? Brak odpowiedzi
unconfirmed-lead = Urządzenie utworzyło klucz dostępu. Wyślij go jeszcze raz: nic nie utworzy się ani nie wykorzysta podwójnie.
send-again = Wyślij ponownie
stop-here = Zakończ tutaj

prove = Zapisano. Teraz wypróbuj
prove-lead = Zaloguj się nowym kluczem dostępu, póki pomoc jest blisko. Będzie wiadomo, że działa.
prove-known = Masz już klucz dostępu
prove-known-lead = Zaloguj się raz kluczem dostępu, który masz. Będzie wiadomo, że działa.
sign-in = Zaloguj się kluczem dostępu
proving = Sprawdzamy klucz dostępu

done = Gotowe, { $name }
done-lead = Twój klucz dostępu działa. Od teraz logujesz się nim. Przepustka zrobiła swoje: możesz ją wyrzucić.
done-lead-multi = Twój klucz dostępu działa. Od teraz logujesz się nim.
done-lead-known = Twój klucz dostępu działa. Loguj się nim nadal. Przepustka nie była potrzebna i nie została wykorzystana.
fact-who = Logujesz się jako
where-synced = Na tym urządzeniu i na innych twoich urządzeniach z tym samym kontem
where-device = Tylko na tym urządzeniu
where-security-key = Na twoim kluczu zabezpieczeń

clock-pass = Przepustka ważna do { $time }
clock-pass-later = Przepustka ważna od { $time }
clock-pass-over = Przepustka była ważna do { $time }
clock-here = Dokończ tutaj do { $time }
clock-here-over = Czas na dokończenie minął: { $time }
left = Pozostało: { $span }
to-go = Do rozpoczęcia: { $span }
said-left = Na dokończenie pozostało: { $span }.
said-pass-left = Pozostały czas ważności przepustki: { $span }.
said-pass-later = Do rozpoczęcia ważności przepustki: { $span }.
said-now = Przepustka jest już ważna.
device-clock-ahead = Zegar tego urządzenia się spieszy. Różnica: { $span }. Tutaj to nie przeszkadza: wszystkie godziny na tej stronie są prawidłowe.
device-clock-behind = Zegar tego urządzenia się spóźnia. Różnica: { $span }. Tutaj to nie przeszkadza: wszystkie godziny na tej stronie są prawidłowe.
more-time = Daj mi więcej czasu
time-short = Na dokończenie zostało mało czasu. Zanim zaczniesz, weź więcej czasu.
time-short-pass = Przepustka jest ważna do { $time }. To może być za mało czasu. Możesz spróbować albo najpierw zdobyć nową przepustkę. { $help }
time-short-here = Na dokończenie zostało mało czasu. Nic nie przepadło: wpisz przepustkę ponownie.

help = Pomoc: { $contact }.
help-unknown = Zapytaj osobę, od której masz przepustkę.
code = Kod { $code }
safe-pass = Przepustka jest nadal ważna.
safe-passkey = Klucz dostępu jest zapisany.
orphan = Na urządzeniu mógł zostać klucz dostępu, który nie działa. Możesz go usunąć w ustawieniach.
twice = To już drugi raz. Inny sposób może być szybszy.

user-name-empty = Wpisz nazwę użytkownika.
user-name-wrong = Wpisz nazwę użytkownika tak, jak jest podana obok przepustki, i nic więcej.
pass-empty = Wpisz przepustkę.
pass-short =
    { $count ->
        [one] Brakuje jednego znaku. Porównaj wpis z otrzymaną przepustką.
        [few] Brakuje { $count } znaków. Porównaj wpis z otrzymaną przepustką.
        [many] Brakuje { $count } znaków. Porównaj wpis z otrzymaną przepustką.
       *[other] Brakuje { $count } znaku. Porównaj wpis z otrzymaną przepustką.
    }
pass-long =
    { $count ->
        [one] To o jeden znak za dużo. Porównaj wpis z otrzymaną przepustką.
        [few] To o { $count } znaki za dużo. Wpisz przepustkę i nic więcej.
        [many] To o { $count } znaków za dużo. Wpisz przepustkę i nic więcej.
       *[other] To o { $count } znaku za dużo. Wpisz przepustkę i nic więcej.
    }
pass-character = Znak { $place } nie pasuje do przepustki. Porównaj wpis z otrzymaną przepustką.
pass-character-own = Znak { $place } nie pasuje do przepustki. Są w niej tylko litery i cyfry, a litery U nie ma nigdy.
pass-check = Jeden znak się nie zgadza albo dwa są zamienione miejscami. Porównaj wpis z otrzymaną przepustką. To nie liczy się jako próba.

slip-invisible = W przepustce jest ukryty znak. Dołączył się przy kopiowaniu.
slip-line-break = Przepustka jest podzielona na dwa wiersze. Powinna być w jednym.
slip-space = W przepustce jest spacja. Przepustka nie ma spacji.
slip-quotes = Przepustka jest w cudzysłowie. Może on do niej nie należeć.
slip-smart-quotes = Urządzenie zmieniło cudzysłów w przepustce.
slip-dash = Urządzenie zmieniło krótką kreskę w przepustce na dłuższą.
slip-other-form = Niektóre znaki są tylko podobne do znaków z przepustki.
slip-look-alike = Niektóre litery są tylko podobne do liter z przepustki. Klawiatura może być ustawiona na inny język.
slip-layout = Klawiatura jest chyba ustawiona na inny język.
slip-punctuation = Na końcu jest kropka lub przecinek. Być może nie należy do przepustki.
slip-label = Tu jest coś więcej niż przepustka.
slip-email = To wygląda jak adres e-mail. Przepustka to otrzymany przez ciebie kod.
slip-link = To wygląda jak link. Przepustka to otrzymany przez ciebie kod.
slip-telephone = To wygląda jak numer telefonu. Przepustka to otrzymany przez ciebie kod.
slip-app-code = To wygląda jak kod z aplikacji w telefonie. Przepustka jest dłuższa: to otrzymany przez ciebie kod.
slip-caps-lock = Caps Lock jest włączony. Wielkość liter w przepustce ma znaczenie.
slip-swapped = Nazwa użytkownika i przepustka są zamienione miejscami.
slip-together = Nazwa użytkownika i przepustka są w jednym polu.
slip-user-name = Tu jest coś więcej niż nazwa użytkownika.

pass-refused = Ta nazwa użytkownika i ta przepustka do siebie nie pasują. Porównaj jedno i drugie z tym, co ci podano.
pass-not-yet = Przepustka jest ważna od { $time }. Ta strona przygotuje się sama.
pass-now = Przepustka jest już ważna. Naciśnij „Kontynuuj”.
pass-expired = Przepustka była ważna do { $time }. Potrzebna jest nowa. { $help }
pass-expired-unknown = Przepustka straciła ważność. Potrzebna jest nowa. { $help }
pass-used = Ta przepustka została już wykorzystana. Jeśli masz z niej klucz dostępu, zaloguj się nim. Jeśli nie, zgłoś to od razu. { $help }
pass-replaced = Wydano ci nowszą przepustkę. Ta już nie działa: użyj najnowszej.
pass-revoked = Ta przepustka została cofnięta. Potrzebna jest nowa. { $help }
pass-blocked = Przepustka jest poprawna, ale nie można jej użyć w tym miejscu lub teraz. { $help }
pass-blocked-until = Przepustka jest poprawna, ale nie można jej użyć w tym miejscu lub teraz. Będzie działać od { $time }. { $help }
pass-wait = Z tego miejsca wpisano za dużo błędnych przepustek, dlatego twoja nie została sprawdzona. Spróbuj ponownie po { $time }.
pass-wait-over = Możesz już spróbować ponownie. Najpierw porównaj nazwę użytkownika i przepustkę z tym, co ci podano.
invitation-refused = Otwarty link zmienił się po drodze. Nie jest potrzebny: wpisz nazwę użytkownika i przepustkę tak, jak ci je podano.
time-over = Czas na dokończenie minął. Nic nie przepadło: wpisz przepustkę ponownie.
redemption-ended = Czas minął albo strona została zamknięta. Wpisz przepustkę ponownie.
redemption-superseded = Ta przepustka jest teraz używana w innym oknie. Dokończ tam albo wpisz ją ponownie, aby kontynuować tutaj.

cancelled = Okno zostało zamknięte przed końcem. Spróbuj ponownie, gdy zechcesz.
timed-out = Trwało to za długo, więc urządzenie przestało czekać. Przygotuj palec, twarz lub blokadę ekranu i spróbuj ponownie.
said-no = Przeglądarka od razu odmówiła. Spróbuj ponownie. Jeśli znów odmówi, otwórz tę stronę w innej przeglądarce.
press-again = Przeglądarka czeka, aż naciśniesz przycisk. Naciśnij go jeszcze raz.
not-permitted = Strona, w której ta się wyświetla, nie pozwala na klucze dostępu. Otwórz tę stronę w osobnym oknie.
unfocused = Przeglądarka była zajęta czymś innym. Kliknij tę stronę i spróbuj ponownie.
interrupted = Ta strona zniknęła z ekranu, gdy urządzenie czekało na ciebie. Zostań na niej do końca i spróbuj ponownie.
in-the-way = Coś w przeglądarce przeszkodziło, na przykład menedżer haseł. Pozwól odpowiedzieć samemu urządzeniu i spróbuj ponownie.
certificate = Połączenie z tą stroną nie jest bezpieczne, więc nie można utworzyć klucza dostępu. Nie idź tu dalej. { $help }
already-there = Na tym urządzeniu jest już twój klucz dostępu. Zaloguj się nim.
none-here = Urządzenie nie znalazło twojego klucza dostępu. Wybierz miejsce, w którym jest zapisany, i spróbuj ponownie.
unsupported = To urządzenie nie może utworzyć potrzebnego rodzaju klucza dostępu. Wybierz inny sposób.
insecure = Ta strona nie może tworzyć kluczy dostępu. To wina strony, nie twoja. { $help }
no-lock = To urządzenie nie ma blokady ekranu. Dodaj w ustawieniach kod PIN, odcisk palca lub twarz, a potem wróć na tę stronę.
key-pin = Twój klucz zabezpieczeń musi mieć kod PIN. Ustaw go w ustawieniach urządzenia albo użyj innego klucza.
key-locked = Klucz zabezpieczeń zablokował się po zbyt wielu próbach wpisania kodu PIN. Użyj innego klucza.
key-full = Na kluczu zabezpieczeń nie ma już miejsca. Użyj innego klucza.
pending = Inne okno z prośbą o klucz dostępu jest nadal otwarte. Zamknij je i spróbuj ponownie.
bluetooth = Bluetooth jest wyłączony. Włącz go i spróbuj ponownie.
store-closed = Urządzenie nie mogło otworzyć miejsca, w którym trzyma klucze dostępu. Uruchom je ponownie i spróbuj jeszcze raz albo wybierz inny sposób.
in-app = Ta strona jest otwarta w innej aplikacji, która nie może tworzyć kluczy dostępu. Otwórz ją w przeglądarce Safari, Chrome, Edge lub Firefox.
wrong-question = Urządzenie dostało od nas pytanie, którego nie rozumie. To nasza pomyłka. { $help }
never-answered = Urządzenie nie odpowiedziało. Zamknij okna, które otworzyło, i spróbuj ponownie.
broken = Urządzeniu się nie udało. Spróbuj ponownie.
faulty = Odpowiedź nie przyszła od urządzenia tak, jak powinna. Może przeszkadzać menedżer haseł: pozwól odpowiedzieć samemu urządzeniu i spróbuj ponownie.
not-verified = Urządzenie nie sprawdziło, że to ty. Spróbuj ponownie i użyj odcisku palca, twarzy lub blokady ekranu.
passkey-refused = Klucz dostępu nie został przyjęty, więc nie jest zapisany. Spróbuj ponownie albo wybierz inny sposób.
proof-refused = Z tym kluczem dostępu się nie udało. Spróbuj ponownie i wybierz najnowszy.
challenge-ended = Trwało to za długo, więc nic się nie zapisało. Spróbuj ponownie.
passkey-known = Ten klucz dostępu jest już zapisany. Zaloguj się nim albo wybierz inny sposób.
way-not-offered = Ten sposób logowania nie jest tu dostępny. Wybierz inny.

unreachable = Nie ma odpowiedzi. Sprawdź połączenie z internetem i spróbuj ponownie. Wpisany tekst zostaje.
offline = Nie masz połączenia z internetem. Gdy wróci, ta strona sama ruszy dalej.
too-slow = Odpowiedź trwała za długo. Sieć może działać wolno. Spróbuj ponownie: wpisany tekst zostaje.
blocked = Ta strona nie może połączyć się z rejestracją. To wina strony, nie twoja. { $help }
garbled = Odpowiedź nie była od nas. Być może trzeba najpierw zalogować się do sieci: otwórz inną stronę, a potem spróbuj ponownie.
busy = Jest teraz duży ruch. Odczekaj chwilę i spróbuj ponownie.
busy-until = Jest teraz duży ruch. Spróbuj ponownie po { $time }.
internal = Coś poszło nie tak po naszej stronie. Spróbuj ponownie. { $help }
slow = To trwa dłużej, niż powinno. Sieć może działać wolno.
asleep-heading = Rejestracja nie odpowiada

incapable = Tutaj nie można utworzyć klucza dostępu
obstacle-insecure = Ta strona nie przyszła przez bezpieczne połączenie. Otwórz ją ponownie z https:// na początku. Przepustka jest nadal ważna.
obstacle-framed = Ta strona jest wewnątrz innej. Otwórz ją w osobnym oknie. Przepustka jest nadal ważna.
obstacle-browser = Ta przeglądarka nie może tworzyć kluczy dostępu. Otwórz tę stronę w innej: Safari, Chrome, Edge lub Firefox. Przepustka jest nadal ważna.
obstacle-in-app = Ta strona jest otwarta w innej aplikacji, która nie może tworzyć kluczy dostępu. Otwórz ją w przeglądarce Safari, Chrome, Edge lub Firefox: zajrzyj do menu tej aplikacji albo skopiuj adres. Przepustka jest nadal ważna.
open-window = Otwórz w osobnym oknie
copy-address = Skopiuj adres
copied = Skopiowano

way-hello = Windows Hello
way-hello-about = Twoja twarz, odcisk palca lub kod PIN. Zajmie to mniej niż minutę.
way-hello-later = Twoja twarz, odcisk palca lub kod PIN. Na tym komputerze trzeba to najpierw skonfigurować. Zajmie to około trzech minut.
way-phone = Mój telefon
way-phone-about = Przejdź na telefon i użyj odcisku palca, twarzy lub blokady ekranu. Zajmie to około dwóch minut.
way-app = Aplikacja uwierzytelniająca
way-app-about = Aplikacja w telefonie, która pokazuje sześć cyfr, na przykład Microsoft Authenticator. Zajmie to około dwóch minut.
closed-kiosk = Z tego ekranu korzystają wszyscy, więc twój klucz dostępu tu nie zostanie. Zabierz go na telefonie lub kluczu zabezpieczeń.
closed-browser = Ta przeglądarka nie może tworzyć kluczy dostępu.
ready-hello = Utwórz klucz dostępu z Windows Hello
ready-hello-lead = Windows poprosi teraz o twarz, odcisk palca lub kod PIN, tak jak przy odblokowywaniu tego komputera.

hello-heading = Najpierw skonfiguruj Windows Hello
hello-lead = Wystarczy kod PIN: nie potrzeba kamery ani czytnika linii papilarnych.
hello-step-open = Otwórz ustawienia systemu Windows przyciskiem poniżej. Możesz też zrobić to samodzielnie: „Ustawienia”, „Konta”, „Opcje logowania”.
hello-step-pin = Wybierz „Kod PIN”, a potem „Konfiguruj”. Windows poprowadzi cię dalej.
hello-step-back = Wróć na tę stronę. Zauważy, że wszystko jest gotowe, i ruszy dalej.
hello-open = Otwórz ustawienia Windows
hello-done = Już skonfigurowane
hello-not-yet = Funkcja Windows Hello nie jest jeszcze gotowa. Dokończ konfigurację, a potem wróć.

phone-scan = Zeskanuj to telefonem
phone-scan-lead = Otwórz aparat w telefonie i skieruj go na kod QR. Nie pozwól, by zeskanował go ktoś inny.
phone-code = Kod QR z linkiem na telefon
phone-ends = Ten kod QR działa do { $time }
phone-new = Pokaż nowy kod QR
compare = Czy na obu ekranach jest ta liczba?
compare-lead = Twój telefon otworzył link. Sprawdź, jaka liczba jest na telefonie.
compare-same = Tak, ta sama liczba
compare-other = Nie
phone-goes-on = Kontynuuj na telefonie
phone-goes-on-lead = Logowanie przeszło na telefon. Ten ekran tylko pokazuje postęp.
phone-opened = Wybierz sposób logowania na telefonie.
phone-saved = Zapisano na telefonie. Teraz wypróbuj tam swój klucz dostępu.
phone-done = Gotowe
phone-done-lead = Twój sposób logowania działa. Ten ekran nie jest ci już potrzebny.
phone-away = Zamknij ten widok
claim = Kontynuować tutaj?
claim-lead = Ktoś zeskanował tym telefonem kod QR z innego ekranu. Kontynuuj tylko, jeśli to ty i to przed chwilą.
claim-go = Kontynuuj tutaj
claim-compare-lead = Na drugim ekranie odpowiedz „tak”, jeśli jest tam ta sama liczba, albo „nie”, jeśli jej tam nie ma.
claim-over = Zeskanowany kod już nie działa
handover-late = Nikt nie użył kodu QR na czas. Pokaż nowy.
handover-late-phone = Ten kod QR już nie działa. Pokaż nowy na drugim ekranie i zeskanuj go.
handover-refused = Odpowiedź brzmiała „nie”, więc nic nie zostało przekazane. Pokaż nowy kod QR i zeskanuj go samodzielnie. { $help }
handover-refused-phone = Na drugim ekranie padła odpowiedź „nie”, więc nic nie zostało przekazane. Pokaż tam nowy kod QR i zeskanuj go.
handover-contested = Ten kod QR otworzyły dwa telefony, więc nic nie zostało przekazane. Pokaż nowy i nie pozwól, by zeskanował go ktoś inny.
handover-contested-phone = Ten kod QR otworzył też inny telefon, więc nic nie zostało przekazane. Pokaż nowy na drugim ekranie i zeskanuj go.
handover-left = Logowanie na telefonie zostało przerwane. Jeśli nie wszystko jest gotowe, wpisz przepustkę ponownie.
handover-intruded = Po tobie ktoś inny próbował użyć tego samego kodu QR. Nie udało mu się. { $help }
redemption-moved = Ta przepustka jest teraz używana na telefonie. Dokończ tam albo wpisz ją ponownie, aby kontynuować tutaj.

app = Dodaj aplikację uwierzytelniającą
app-lead = Otwórz aplikację w telefonie, dodaj konto i zeskanuj ten kod QR.
app-lead-here = Otwórz aplikację przyciskiem poniżej. Sama doda konto.
app-qr = Kod QR do aplikacji uwierzytelniającej
app-open = Otwórz moją aplikację
app-get = Pobierz Microsoft Authenticator
app-secret = Albo wpisz w aplikacji ten tajny klucz:
app-code = Sześć cyfr z aplikacji
app-code-hint = Aplikacja co 30 sekund pokazuje nowe cyfry.
app-confirm = Sprawdź cyfry
app-checking = Sprawdzamy cyfry
app-new = Zacznij od nowa z nowym kodem QR
app-done-lead = Twoja aplikacja działa. Od teraz logujesz się cyframi, które pokazuje.
where-app = W twojej aplikacji uwierzytelniającej
code-empty = Wpisz sześć cyfr, które pokazuje aplikacja.
code-shape = Aplikacja pokazuje sześć cyfr. Wpisz je i nic więcej.
code-wrong = Te cyfry się nie zgadzają. Wpisz najnowsze, które pokazuje aplikacja.
code-used = Te cyfry zostały już wykorzystane. Poczekaj na następne.
code-clock-ahead = Zegar telefonu się spieszy. Różnica: { $span }. Włącz w telefonie automatyczne ustawianie czasu, a potem wpisz nowe cyfry.
code-clock-behind = Zegar telefonu się spóźnia. Różnica: { $span }. Włącz w telefonie automatyczne ustawianie czasu, a potem wpisz nowe cyfry.
code-wait = Za dużo nieudanych prób. Spróbuj ponownie po { $time }.
app-ended = Ten kod QR już nie działa: minęło za dużo czasu albo było za dużo nieudanych prób. Zacznij od nowa z nowym kodem.

second = Dodaj drugi sposób logowania
second-lead = Jeśli stracisz pierwszy, zalogujesz się drugim.
second-needed = Jeszcze jeden krok: drugi sposób logowania
second-needed-lead = Tutaj jest wymagany. Jeśli stracisz pierwszy, zalogujesz się drugim.
second-choose = Wybierz drugi sposób logowania
only-here = Twój klucz dostępu jest tylko na tym urządzeniu i nigdzie indziej. Jeśli stracisz urządzenie, nie zalogujesz się. Dodaj drugi sposób.
only-here-late = Twój klucz dostępu jest tylko na tym urządzeniu i nigdzie indziej. Nie ma tu już czasu na dodanie drugiego sposobu. { $help }
ways-in = Twoje sposoby logowania
passkey-unnamed = Klucz dostępu
key-unnamed = Klucz zabezpieczeń
app-unnamed = Aplikacja uwierzytelniająca
rename = Zmień nazwę
rename-heading = Nadaj nazwę
rename-label = Nazwa
rename-hint = Taka, po której łatwo go poznać, na przykład: mój niebieski klucz.
rename-save = Zapisz nazwę
name-wrong = Wpisz nazwę, która ma najwyżej 60 znaków.
remove = Usuń
remove-heading = Usunąć „{ $name }”?
remove-lead = W ten sposób już się tutaj nie zalogujesz.
remove-yes = Tak, usuń
keep = Zostaw
removed-orphan = Tutaj klucz jest już usunięty. Usuń go także na urządzeniu, żeby się więcej nie pojawiał.
method-last = To twój jedyny sposób logowania. Najpierw dodaj inny, a potem usuń ten.
method-unknown = Już go tu nie ma.
device-shared = Ten klucz dostępu powstał na ekranie, z którego korzystają wszyscy, więc nie jest zapisany. Użyj telefonu lub klucza zabezpieczeń.

kiosk-start = Dotknij, aby zacząć
kiosk-start-lead = Przygotuj przepustkę oraz telefon lub klucz zabezpieczeń.
kiosk-keyboard = Dotknij pola, aby wyświetlić klawiaturę.
scan = Zeskanuj kod QR z mojej kartki
scan-lead = Zbliż kod QR z kartki do kamery. Nazwa użytkownika wypełni się sama. Przepustkę wpiszesz samodzielnie.
scan-other = To nie jest kod QR z kartki. Zbliż do kamery kartkę ze swoim nazwiskiem.
scan-failed = Kamera tutaj nie działa. Wpisz nazwę użytkownika.
idle = Czy nadal tu jesteś?
idle-lead =
    { $count ->
        [one] Aby nikt inny nie zobaczył twoich danych, ten ekran zacznie od nowa za sekundę.
        [few] Aby nikt inny nie zobaczył twoich danych, ten ekran zacznie od nowa za { $count } sekundy.
        [many] Aby nikt inny nie zobaczył twoich danych, ten ekran zacznie od nowa za { $count } sekund.
       *[other] Aby nikt inny nie zobaczył twoich danych, ten ekran zacznie od nowa za { $count } sekundy.
    }
idle-stay = Nadal tu jestem
next-person = Następna osoba
later = Nie mam nic z tego przy sobie
later-heading = Zrób to później na swoim urządzeniu
later-lead = Przepustka nie została wykorzystana. Jest ważna do { $time }.
later-where = Otwórz ten adres
later-need = Co będzie potrzebne
later-need-what = Przepustka oraz telefon lub komputer
later-over = Gdy ten czas minie, będzie potrzebna nowa przepustka. { $help }
print = Wydrukuj
printed-heading = Twoje logowanie
printed-on = Ustawiono: { $time }
printed-help = Kto ci pomoże
staff = Obsługa
staff-pin = Kod PIN obsługi
staff-open = Otwórz
staff-heading = Ten ekran
staff-version = Wersja
staff-answers = Rejestracja
staff-yes = Odpowiada
staff-no = Nie odpowiada
staff-number = Ile osób jest tu teraz
staff-reset = Uruchom ten ekran od nowa
pin-empty = Wpisz kod PIN obsługi.
pin-wrong = Ten kod PIN się nie zgadza.
pin-wait = Za dużo nieudanych prób z kodem PIN. Spróbuj ponownie po { $time }.
enter-pass = Wpisz przepustkę
key-there = Ten klucz zabezpieczeń jest już ustawiony. Zaloguj się nim albo użyj innego.

envelope = Masz nową przepustkę
envelope-lead = Można ją zobaczyć tylko raz. Pokaż ją, gdy nikt nie patrzy ci przez ramię.
envelope-show = Pokaż moją przepustkę
envelope-over = Ten link nie pokazuje przepustki
envelope-pass = { $name }, oto twoja przepustka
envelope-pass-lead = Widać ją tylko ten jeden raz: zapisz ją albo od razu przejdź dalej.
envelope-early-lead = Widać ją tylko ten jeden raz: zapisz ją albo zostaw tę stronę otwartą, aż przepustka zacznie działać.
envelope-go = Dalej z tą przepustką
envelope-noted = Przepustka zapisana
envelope-opened = Ten link został już otwarty, a przepustkę pokazuje tylko raz. Jeśli nie przez ciebie, zgłoś to od razu. Potrzebna jest nowa przepustka. { $help }
envelope-ended = Ten link już nie działa: przepustka straciła ważność albo nigdy jej nie było. Potrzebna jest nowa. { $help }
envelope-broken = Brakuje części tego linku albo zmienił się po drodze. Otwórz go jeszcze raz tak, jak do ciebie dotarł, albo poproś o nową przepustkę. { $help }
