page-title = Préparez votre connexion
page-footer = Votre empreinte digitale, votre visage et votre code PIN restent sur votre appareil. Cette page ne les voit jamais.
language = Langue
asleep-title = Cette page n’a pas démarré
asleep-script = Elle a besoin de JavaScript, qui est désactivé dans ce navigateur. Activez-le, ou ouvrez cette page dans un autre navigateur.
asleep-reload = Rechargez la page. Si cela ne suffit pas, adressez-vous à la personne qui vous a donné le pass. Votre pass n’a pas servi.
asleep-browser = Ce navigateur est trop ancien pour cette page. Mettez-le à jour, ou ouvrez cette page dans un autre.
asleep-again = Recharger la page

welcome = Bienvenue
welcome-name = Bienvenue, { $name }
enter-lead = Saisissez le pass que vous avez reçu. Vous l’échangez contre une clé d’accès : votre empreinte digitale, votre visage ou le verrouillage de l’écran.
early-lead = Votre pass ne fonctionne pas encore. Début : { $time }. Laissez cette page ouverte : elle se prépare toute seule.
over-lead = Le pass fourni avec ce lien ne fonctionne plus. Fin : { $time }. En avez-vous un plus récent ? Saisissez-le ici. { $help }
user-name = Nom d’utilisateur
user-name-hint = Il figure à côté de votre pass et ressemble à une adresse e-mail.
pass = Pass
pass-hint-own = Des lettres et des chiffres. Les majuscules et les traits d’union ne comptent pas.
pass-hint-printable = De 8 à 48 caractères. Les majuscules comptent.
pass-hint-asleep = Le code que vous avez reçu.
show = Afficher
hide = Masquer
continue = Continuer
early-submit = Pas encore
newer-pass = J’ai reçu un pass plus récent
waking = Un instant
checking-pass = Vérification de votre pass
stop = Arrêter

repair-ask = Est-ce ce que vous vouliez dire ?
repair-use = Utiliser ceci
repair-keep = Garder ma saisie

choose = Bonjour { $name }, choisissez un moyen d’entrer
choose-lead = Votre pass est bon. Il ne sera utilisé qu’une fois votre clé d’accès enregistrée.
no-way = Cet appareil ne permet aucun des moyens proposés ici. { $help }
way-passkey = Cet appareil
way-passkey-about = Votre empreinte digitale, votre visage ou le verrouillage de l’écran. Moins d’une minute.
way-security-key = Une clé de sécurité
way-security-key-about = Une petite clé à brancher ou à approcher de l’appareil. Préparez son code PIN. Environ deux minutes.
not-me = Je ne suis pas { $name }

preparing = Préparation
ready-passkey = Créez votre clé d’accès
ready-passkey-lead = Votre appareil vous demande maintenant votre empreinte digitale, votre visage ou le verrouillage de l’écran, comme lorsque vous le déverrouillez.
ready-security-key = Utilisez votre clé de sécurité
ready-security-key-lead = Votre appareil vous demande maintenant de brancher ou d’approcher la clé de sécurité, puis de saisir son code PIN.
make-passkey = Créer ma clé d’accès
use-security-key = Utiliser ma clé de sécurité
try-again = Réessayer
other-way = Choisir un autre moyen
sign-in-with-it = Me connecter avec cette clé
creating = Votre appareil attend votre réponse
creating-lead = Suivez la fenêtre que votre appareil a ouverte.
cancel = Annuler
saving = Enregistrement de votre clé d’accès
unconfirmed = Enregistrée ? Aucune réponse reçue
unconfirmed-lead = Votre appareil a créé la clé d’accès. Envoyez-la de nouveau : rien ne sera créé ni utilisé deux fois.
send-again = Envoyer de nouveau
stop-here = Arrêter ici

prove = C’est enregistré. Faites un essai
prove-lead = Connectez-vous avec votre nouvelle clé d’accès pendant que vous avez de l’aide tout près. Vous saurez ainsi qu’elle fonctionne.
prove-known = Vous avez déjà une clé d’accès
prove-known-lead = Connectez-vous une fois avec la clé d’accès que vous avez. Vous saurez ainsi qu’elle fonctionne.
sign-in = Utiliser ma clé d’accès
proving = Vérification de votre clé d’accès

done = C’est bon, { $name }
done-lead = Votre clé d’accès fonctionne. Désormais, vous vous connectez avec elle. Votre pass a fait son travail : vous pouvez le jeter.
done-lead-multi = Votre clé d’accès fonctionne. Désormais, vous vous connectez avec elle.
done-lead-known = Votre clé d’accès fonctionne. Continuez à vous connecter avec elle. Vous n’avez pas eu besoin de votre pass : il n’a pas servi.
fact-who = Vous vous connectez en tant que
where-synced = Sur cet appareil et sur vos autres appareils avec le même compte
where-device = Sur cet appareil uniquement
where-security-key = Sur votre clé de sécurité

clock-pass = Fin du pass : { $time }
clock-pass-later = Début du pass : { $time }
clock-pass-over = Le pass a pris fin : { $time }
clock-here = À finir ici avant : { $time }
clock-here-over = Le délai ici a pris fin : { $time }
left = encore { $span }
to-go = dans { $span }
said-left = Il vous reste { $span } pour finir ici.
said-pass-left = Votre pass fonctionne encore { $span }.
said-pass-later = Votre pass fonctionnera dans { $span }.
said-now = Votre pass fonctionne maintenant.
device-clock-ahead = L’horloge de cet appareil avance de { $span }. C’est sans effet ici : toutes les heures de cette page sont justes.
device-clock-behind = L’horloge de cet appareil retarde de { $span }. C’est sans effet ici : toutes les heures de cette page sont justes.
more-time = Avoir plus de temps
time-short = Il reste peu de temps pour finir ici. Demandez plus de temps avant de commencer.
time-short-pass = Fin de votre pass : { $time }. Ce sera peut-être trop court pour finir. Vous pouvez essayer, ou demander d’abord un nouveau pass. { $help }
time-short-here = Il reste peu de temps pour finir ici. Rien n’a été utilisé : saisissez de nouveau votre pass.

help = Demandez de l’aide : { $contact }.
help-unknown = Demandez à la personne qui vous a donné le pass.
code = Code { $code }
safe-pass = Votre pass fonctionne toujours.
safe-passkey = Votre clé d’accès est enregistrée.
orphan = Votre appareil a peut-être gardé une clé d’accès qui ne fonctionne pas. Vous pouvez la supprimer dans ses paramètres.
twice = C’est la deuxième fois. Un autre moyen sera peut-être plus rapide.

user-name-empty = Saisissez votre nom d’utilisateur.
user-name-wrong = Saisissez votre nom d’utilisateur tel qu’il figure à côté de votre pass, et rien d’autre.
pass-empty = Saisissez votre pass.
pass-short =
    { $count ->
        [one] Il manque un caractère. Comparez avec le pass que vous avez reçu.
        [many] Il manque { $count } de caractères. Comparez avec le pass que vous avez reçu.
       *[other] Il manque { $count } caractères. Comparez avec le pass que vous avez reçu.
    }
pass-long =
    { $count ->
        [one] Il y a un caractère de trop. Comparez avec le pass que vous avez reçu.
        [many] Il y a { $count } de caractères de trop. Saisissez le pass et rien d’autre.
       *[other] Il y a { $count } caractères de trop. Saisissez le pass et rien d’autre.
    }
pass-character = Le caractère { $place } n’a pas sa place dans un pass. Comparez avec le pass que vous avez reçu.
pass-character-own = Le caractère { $place } n’a pas sa place dans un pass. Un pass ne contient que des lettres et des chiffres, et jamais la lettre U.
pass-check = Un caractère n’est pas le bon, ou deux sont inversés. Comparez avec le pass que vous avez reçu. Cela n’a pas compté comme un essai.

slip-invisible = Il y a un caractère caché dans votre pass. Il est venu avec la copie.
slip-line-break = Votre pass est coupé sur deux lignes. Il s’écrit d’un seul tenant.
slip-space = Il y a un espace dans votre pass. Un pass n’en a pas.
slip-quotes = Il y a des guillemets autour de votre pass. Ils n’en font peut-être pas partie.
slip-smart-quotes = Votre appareil a changé un guillemet dans votre pass.
slip-dash = Votre appareil a remplacé un trait d’union de votre pass par un tiret plus long.
slip-other-form = Certains caractères ressemblent seulement à ceux d’un pass.
slip-look-alike = Certaines lettres ressemblent seulement à celles d’un pass. Votre clavier est peut-être réglé sur une autre langue.
slip-layout = Votre clavier semble réglé sur une autre langue.
slip-punctuation = Il y a un point ou une virgule à la fin. Ce signe ne fait peut-être pas partie de votre pass.
slip-label = Il y a ici autre chose que votre pass.
slip-email = Cela ressemble à une adresse e-mail. Votre pass est le code que vous avez reçu.
slip-link = Cela ressemble à un lien. Votre pass est le code que vous avez reçu.
slip-telephone = Cela ressemble à un numéro de téléphone. Votre pass est le code que vous avez reçu.
slip-app-code = Cela ressemble au code d’une application de votre téléphone. Votre pass est plus long : c’est le code que vous avez reçu.
slip-caps-lock = La touche Verr. Maj. est activée. Les majuscules comptent dans un pass.
slip-swapped = Votre nom d’utilisateur et votre pass sont inversés.
slip-together = Votre nom d’utilisateur et votre pass sont dans le même champ.
slip-user-name = Il y a ici autre chose que votre nom d’utilisateur.

pass-refused = Ce nom d’utilisateur et ce pass ne vont pas ensemble. Comparez les deux avec ce que vous avez reçu.
pass-not-yet = Votre pass ne fonctionne pas encore. Début : { $time }. Cette page se prépare toute seule.
pass-now = Votre pass fonctionne maintenant. Appuyez sur Continuer.
pass-expired = Votre pass ne fonctionne plus. Fin : { $time }. Il vous en faut un nouveau. { $help }
pass-expired-unknown = Votre pass ne fonctionne plus. Il vous en faut un nouveau. { $help }
pass-used = Votre pass a déjà été utilisé. Si vous avez créé une clé d’accès avec, connectez-vous avec elle. Sinon, signalez-le tout de suite. { $help }
pass-replaced = Vous avez reçu un pass plus récent. Celui-ci ne fonctionne plus : utilisez le plus récent.
pass-revoked = Votre pass a été retiré. Il vous en faut un nouveau. { $help }
pass-blocked = Votre pass est le bon, mais il ne peut pas servir ici ou maintenant. { $help }
pass-blocked-until = Votre pass est le bon, mais il ne peut pas servir ici ou maintenant. Début : { $time }. { $help }
pass-wait = Trop de pass incorrects sont venus d’ici, donc le vôtre n’a pas été vérifié. Prochain essai possible : { $time }.
pass-wait-over = Vous pouvez réessayer maintenant. Comparez d’abord votre nom d’utilisateur et votre pass avec ce que vous avez reçu.
invitation-refused = Le lien que vous avez ouvert a été modifié en route. Vous n’en avez pas besoin : saisissez votre nom d’utilisateur et votre pass tels que vous les avez reçus.
time-over = Le temps pour finir est écoulé. Rien n’a été utilisé : saisissez de nouveau votre pass.
redemption-ended = Le temps pour finir est écoulé, ou vous avez quitté la page. Saisissez de nouveau votre pass.
redemption-superseded = Vous avez continué avec ce pass dans une autre fenêtre. Finissez là-bas, ou saisissez de nouveau le pass pour continuer ici.

cancelled = La fenêtre a été fermée avant la fin. Réessayez quand vous voulez.
timed-out = C’était trop long et votre appareil a cessé de demander. Préparez votre doigt, votre visage ou le verrouillage de l’écran, puis réessayez.
said-no = Votre navigateur a tout de suite dit non. Réessayez. S’il dit encore non, ouvrez cette page dans un autre navigateur.
press-again = Votre navigateur veut que vous appuyiez vous-même sur le bouton. Appuyez encore une fois.
not-permitted = La page qui entoure celle-ci n’autorise pas les clés d’accès. Ouvrez cette page dans sa propre fenêtre.
unfocused = Votre navigateur regardait ailleurs. Cliquez sur cette page, puis réessayez.
interrupted = Vous avez quitté cette page pendant que votre appareil attendait votre réponse. Restez ici jusqu’à la fin, puis réessayez.
in-the-way = Quelque chose dans votre navigateur a fait obstacle, par exemple un gestionnaire de mots de passe. Laissez votre appareil répondre lui-même, puis réessayez.
certificate = La connexion à cette page n’est pas sûre : il n’est pas possible de créer une clé d’accès. Ne continuez pas ici. { $help }
already-there = Cet appareil a déjà une clé d’accès pour vous. Connectez-vous avec elle.
none-here = Votre appareil n’a pas trouvé votre clé d’accès. Choisissez l’endroit où vous l’avez enregistrée, puis réessayez.
unsupported = Cet appareil ne peut pas créer le type de clé d’accès nécessaire. Choisissez un autre moyen.
insecure = Cette page n’a pas le droit de créer une clé d’accès. C’est un défaut de la page, vous n’y êtes pour rien. { $help }
no-lock = Cet appareil n’a pas de verrouillage de l’écran. Ajoutez un code PIN, votre empreinte digitale ou votre visage dans ses paramètres, puis revenez sur cette page.
key-pin = Votre clé de sécurité a besoin d’un code PIN. Définissez-en un dans les paramètres de votre appareil, ou utilisez une autre clé de sécurité.
key-locked = Votre clé de sécurité est bloquée après trop de codes PIN incorrects. Utilisez une autre clé de sécurité.
key-full = Il n’y a plus de place sur votre clé de sécurité. Utilisez une autre clé de sécurité.
pending = Une autre fenêtre qui demande une clé d’accès est encore ouverte. Fermez-la, puis réessayez.
bluetooth = Le Bluetooth est désactivé. Activez-le, puis réessayez.
store-closed = Votre appareil n’a pas pu ouvrir l’endroit où il garde les clés d’accès. Redémarrez-le et réessayez, ou choisissez un autre moyen.
in-app = Cette page est ouverte dans une autre application, qui ne peut pas créer de clé d’accès. Ouvrez-la dans Safari, Chrome, Edge ou Firefox.
wrong-question = Nous avons demandé à votre appareil quelque chose qu’il ne comprend pas. Cela vient de nous. { $help }
never-answered = Votre appareil n’a pas répondu. Fermez toute fenêtre qu’il a ouverte, puis réessayez.
broken = Votre appareil n’a pas réussi. Réessayez.
faulty = La réponse n’est pas venue de votre appareil comme prévu. Un gestionnaire de mots de passe fait peut-être obstacle : laissez votre appareil répondre lui-même, puis réessayez.
not-verified = Votre appareil n’a pas vérifié que c’est bien vous. Réessayez avec votre empreinte digitale, votre visage ou le verrouillage de l’écran.
passkey-refused = La clé d’accès n’a pas été acceptée : elle n’est donc pas enregistrée. Réessayez, ou choisissez un autre moyen.
proof-refused = Cela n’a pas fonctionné avec cette clé d’accès. Réessayez et choisissez la plus récente.
challenge-ended = C’était trop long, donc rien n’a été enregistré. Réessayez.
passkey-known = Cette clé d’accès est déjà enregistrée. Connectez-vous avec elle, ou choisissez un autre moyen.
way-not-offered = Ce moyen n’est pas proposé ici. Choisissez-en un autre.

unreachable = Aucune réponse n’est arrivée. Vérifiez votre connexion à Internet, puis réessayez. Votre saisie est conservée.
offline = Vous êtes hors ligne. Dès que la connexion revient, cette page continue toute seule.
too-slow = La réponse a mis trop de temps. Le réseau est peut-être lent. Réessayez : votre saisie est conservée.
blocked = Cette page n’a pas le droit de contacter le service d’inscription. C’est un défaut de la page, vous n’y êtes pour rien. { $help }
garbled = La réponse ne venait pas de nous. Vous devez peut-être d’abord vous connecter au réseau : ouvrez une autre page, puis réessayez.
busy = Il y a beaucoup de monde en ce moment. Attendez un instant, puis réessayez.
busy-until = Il y a beaucoup de monde en ce moment. Prochain essai possible : { $time }.
internal = Quelque chose n’a pas marché de notre côté. Réessayez. { $help }
slow = Cela prend plus de temps que prévu. Le réseau est peut-être lent.
asleep-heading = Le service d’inscription ne répond pas

incapable = Impossible de créer une clé d’accès ici
obstacle-insecure = Cette page n’est pas arrivée par une connexion sûre. Ouvrez-la de nouveau avec https:// devant. Votre pass fonctionne toujours.
obstacle-framed = Cette page se trouve à l’intérieur d’une autre. Ouvrez-la dans sa propre fenêtre. Votre pass fonctionne toujours.
obstacle-browser = Ce navigateur ne peut pas créer de clé d’accès. Ouvrez cette page dans Safari, Chrome, Edge ou Firefox. Votre pass fonctionne toujours.
obstacle-in-app = Cette page est ouverte dans une autre application, qui ne peut pas créer de clé d’accès. Ouvrez-la dans Safari, Chrome, Edge ou Firefox : cherchez dans le menu de cette application, ou copiez l’adresse. Votre pass fonctionne toujours.
open-window = Ouvrir dans sa propre fenêtre
copy-address = Copier l’adresse
copied = Adresse copiée

way-hello = Windows Hello
way-hello-about = Votre visage, votre empreinte digitale ou votre code PIN. Moins d’une minute.
way-hello-later = Votre visage, votre empreinte digitale ou votre code PIN. Ce n’est pas encore configuré sur cet ordinateur. Environ trois minutes.
way-phone = Mon téléphone
way-phone-about = Continuez sur votre téléphone avec votre empreinte digitale, votre visage ou le verrouillage de l’écran. Environ deux minutes.
way-app = Une application d’authentification
way-app-about = Une application de votre téléphone qui affiche six chiffres, par exemple Microsoft Authenticator. Environ deux minutes.
closed-kiosk = Tout le monde utilise cet écran : votre clé d’accès ne reste donc pas ici. Emportez-la sur votre téléphone ou sur une clé de sécurité.
closed-browser = Ce navigateur ne peut pas créer de clé d’accès.
ready-hello = Créez votre clé d’accès avec Windows Hello
ready-hello-lead = Windows vous demande maintenant votre visage, votre empreinte digitale ou votre code PIN, comme lorsque vous déverrouillez cet ordinateur.

hello-heading = Configurez d’abord Windows Hello
hello-lead = Un code PIN suffit : pas besoin de caméra ni de lecteur d’empreintes.
hello-step-open = Ouvrez les paramètres de Windows avec le bouton ci-dessous. Ou ouvrez-les vous-même : Paramètres, Comptes, Options de connexion.
hello-step-pin = Choisissez Code PIN (ou Code confidentiel), puis Configurer. Windows vous guide pas à pas.
hello-step-back = Revenez sur cette page. Elle voit que tout est prêt et continue.
hello-open = Ouvrir les paramètres Windows
hello-done = C’est configuré
hello-not-yet = Windows Hello n’est pas encore prêt. Finissez de le configurer, puis revenez.

phone-scan = Scannez ceci avec votre téléphone
phone-scan-lead = Ouvrez l’appareil photo de votre téléphone et visez le code QR. Ne laissez personne d’autre le scanner.
phone-code = Code QR avec un lien pour votre téléphone
phone-ends = Fin du code QR : { $time }
phone-new = Afficher un nouveau code QR
compare = Les deux écrans affichent-ils ce nombre ?
compare-lead = Votre téléphone a ouvert le lien. Regardez le nombre qu’il affiche.
compare-same = Oui, le même nombre
compare-other = Non
phone-goes-on = Continuez sur votre téléphone
phone-goes-on-lead = Votre connexion s’y poursuit. Cet écran montre seulement où vous en êtes.
phone-opened = Sur votre téléphone, choisissez un moyen d’entrer.
phone-saved = C’est enregistré sur votre téléphone. Faites-y maintenant un essai.
phone-done = C’est bon
phone-done-lead = Votre moyen d’entrer fonctionne. Vous n’avez plus besoin de cet écran.
phone-away = Fermer cette vue
claim = Continuer ici ?
claim-lead = Un code QR affiché sur un autre écran a été scanné. Continuez seulement si vous venez de le faire vous-même.
claim-go = Continuer ici
claim-compare-lead = Sur l’autre écran, choisissez Oui s’il affiche le même nombre, et Non sinon.
claim-over = Ce code QR ne fonctionne plus
handover-late = Le code QR n’a pas été utilisé à temps. Affichez-en un nouveau.
handover-late-phone = Ce code QR ne fonctionne plus. Affichez-en un nouveau sur l’autre écran, puis scannez-le.
handover-refused = Vous avez choisi Non, donc rien n’a été transmis. Affichez un nouveau code QR et scannez-le vous-même. { $help }
handover-refused-phone = L’autre écran a répondu Non, donc rien n’a été transmis. Affichez-y un nouveau code QR, puis scannez-le.
handover-contested = Deux téléphones ont ouvert ce code QR, donc rien n’a été transmis. Affichez-en un nouveau et ne laissez personne d’autre le scanner.
handover-contested-phone = Un autre téléphone a ouvert ce code QR, donc rien n’a été transmis. Affichez-en un nouveau sur l’autre écran, puis scannez-le.
handover-left = Vous avez arrêté sur votre téléphone. Si vous n’aviez pas fini, saisissez de nouveau votre pass.
handover-intruded = Une autre personne a essayé le même code QR après vous. Elle n’a pas pu passer. { $help }
redemption-moved = Vous avez continué avec ce pass sur votre téléphone. Finissez là-bas, ou saisissez de nouveau votre pass pour continuer ici.

app = Ajoutez votre application d’authentification
app-lead = Ouvrez l’application sur votre téléphone, ajoutez un compte et scannez ce code QR.
app-lead-here = Ouvrez l’application avec le bouton ci-dessous. Elle ajoute le compte toute seule.
app-qr = Code QR pour votre application d’authentification
app-open = Ouvrir mon application
app-get = Obtenir Microsoft Authenticator
app-secret = Ou saisissez cette clé secrète dans l’application :
app-code = Les six chiffres de l’application
app-code-hint = L’application affiche de nouveaux chiffres toutes les 30 secondes.
app-confirm = Vérifier les chiffres
app-checking = Vérification des chiffres
app-new = Prendre un nouveau code QR
app-done-lead = Votre application fonctionne. Désormais, vous vous connectez avec les chiffres qu’elle affiche.
where-app = Dans votre application d’authentification
code-empty = Saisissez les six chiffres que l’application affiche.
code-shape = L’application affiche six chiffres. Saisissez ces chiffres et rien d’autre.
code-wrong = Ces chiffres ne sont pas les bons. Saisissez les plus récents que l’application affiche.
code-used = Ces chiffres ont déjà été utilisés. Attendez les suivants.
code-clock-ahead = L’horloge de votre téléphone avance de { $span }. Laissez votre téléphone régler l’heure tout seul, puis saisissez de nouveaux chiffres.
code-clock-behind = L’horloge de votre téléphone retarde de { $span }. Laissez votre téléphone régler l’heure tout seul, puis saisissez de nouveaux chiffres.
code-wait = Trop d’essais avec des chiffres incorrects. Prochain essai possible : { $time }.
app-ended = Ce code QR ne fonctionne plus : c’était trop long, ou il y a eu trop d’essais. Recommencez avec un nouveau.

second = Ajouter un second moyen
second-lead = Si vous perdez le premier, vous pourrez toujours entrer.
second-needed = Encore une étape : un second moyen d’entrer
second-needed-lead = Il est demandé ici. Si vous perdez le premier, vous pourrez toujours entrer.
second-choose = Choisissez votre second moyen d’entrer
only-here = Votre clé d’accès est sur cet appareil et nulle part ailleurs. Si vous perdez l’appareil, vous ne pourrez plus vous connecter. Ajoutez un second moyen.
only-here-late = Votre clé d’accès est sur cet appareil et nulle part ailleurs. Il ne reste plus assez de temps ici pour ajouter un second moyen. { $help }
ways-in = Vos moyens d’entrer
passkey-unnamed = Clé d’accès
key-unnamed = Clé de sécurité
app-unnamed = Application d’authentification
rename = Renommer
rename-heading = Donnez-lui un nom
rename-label = Nom
rename-hint = Un nom que vous reconnaîtrez, par exemple : ma clé bleue.
rename-save = Enregistrer le nom
name-wrong = Saisissez un nom de 60 caractères au plus.
remove = Retirer
remove-heading = Retirer { $name } ?
remove-lead = Vous ne pourrez plus vous connecter ici avec elle.
remove-yes = Oui, retirer
keep = Garder
removed-orphan = Elle est retirée ici. Supprimez-la aussi sur votre appareil pour qu’elle ne vous soit plus proposée.
method-last = C’est votre seul moyen d’entrer. Ajoutez-en d’abord un autre, puis retirez celui-ci.
method-unknown = Ce moyen n’est plus là.
device-shared = Cette clé d’accès a été créée sur l’écran que tout le monde utilise : elle n’est donc pas enregistrée. Utilisez votre téléphone ou une clé de sécurité.

kiosk-start = Touchez pour commencer
kiosk-start-lead = Préparez votre pass, ainsi que votre téléphone ou une clé de sécurité.
kiosk-keyboard = Touchez un champ pour afficher le clavier.
scan = Scanner le code QR de ma fiche
scan-lead = Placez le code QR de votre fiche devant la caméra. Votre nom s’inscrit tout seul. Vous saisissez le pass vous-même.
scan-other = Ce n’est pas le code QR d’une fiche. Placez la fiche qui porte votre nom devant la caméra.
scan-failed = La caméra ne fonctionne pas ici. Saisissez votre nom d’utilisateur.
idle = Êtes-vous toujours là ?
idle-lead =
    { $count ->
        [one] Pour que personne d’autre ne voie vos informations, cet écran revient au début dans une seconde.
        [many] Pour que personne d’autre ne voie vos informations, cet écran revient au début dans { $count } de secondes.
       *[other] Pour que personne d’autre ne voie vos informations, cet écran revient au début dans { $count } secondes.
    }
idle-stay = Je suis toujours là
next-person = Personne suivante
later = Je n’ai rien de cela sur moi
later-heading = Plus tard, sur votre propre appareil
later-lead = Votre pass n’a pas servi. Fin du pass : { $time }.
later-where = Ouvrez cette adresse
later-need = À avoir avec vous
later-need-what = Votre pass, et votre téléphone ou votre ordinateur
later-over = Une fois ce délai passé, il vous faudra un nouveau pass. { $help }
print = Imprimer ceci
printed-heading = Votre connexion
printed-on = Mise en place : { $time }
printed-help = Qui vous aide
staff = Réservé au personnel
staff-pin = Code PIN du personnel
staff-open = Ouvrir
staff-heading = Cet écran
staff-version = Version
staff-answers = Service d’inscription
staff-yes = Il répond
staff-no = Il ne répond pas
staff-number = Personnes ici en ce moment
staff-reset = Redémarrer cet écran
pin-empty = Saisissez le code PIN du personnel.
pin-wrong = Ce code PIN n’est pas le bon.
pin-wait = Trop de codes PIN incorrects. Prochain essai possible : { $time }.
enter-pass = Saisir un pass
key-there = Cette clé de sécurité est déjà configurée pour vous. Connectez-vous avec elle ou prenez-en une autre.

envelope = Un pass vous a été envoyé
envelope-lead = Il ne s’affiche qu’une fois. Affichez-le quand personne ne regarde par-dessus votre épaule.
envelope-show = Afficher mon pass
envelope-over = Ce lien n’affiche aucun pass
envelope-pass = { $name }, voici votre pass
envelope-pass-lead = Il ne s’affiche que cette fois : notez-le ou continuez tout de suite avec lui.
envelope-early-lead = Il ne s’affiche que cette fois : notez-le ou laissez cette page ouverte jusqu’à ce qu’il fonctionne.
envelope-go = Continuer avec ce pass
envelope-noted = C’est noté
envelope-opened = Ce lien a déjà été ouvert, et le pass ne s’affiche qu’une fois. Si ce n’était pas vous, signalez-le tout de suite. Il vous faut un nouveau pass. { $help }
envelope-ended = Ce lien ne fonctionne plus : son pass a pris fin, ou il n’y en a jamais eu. Il vous faut un nouveau pass. { $help }
envelope-broken = Une partie de ce lien manque ou a été modifiée en route. Ouvrez-le encore une fois tel que vous l’avez reçu, ou demandez un nouveau pass. { $help }
