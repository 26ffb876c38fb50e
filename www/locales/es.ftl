page-title = Prepara tu acceso
page-footer = Tu huella digital, tu cara y tu PIN se quedan en tu dispositivo. Esta página nunca los ve.
language = Idioma
asleep-title = Esta página no arrancó
asleep-script = Necesita JavaScript, y en este navegador está desactivado. Actívalo o abre esta página en otro navegador.
asleep-reload = Vuelve a cargar la página. Si no sirve, acude a la persona que te dio el pase. Tu pase no se gastó.
asleep-browser = Este navegador es demasiado antiguo para esta página. Actualízalo o abre esta página en otro.
asleep-again = Volver a cargar la página

welcome = Te damos la bienvenida
welcome-name = Te damos la bienvenida, { $name }
enter-lead = Escribe el pase que te dieron. Lo cambias por una llave de acceso: tu huella digital, tu cara o tu bloqueo de pantalla.
early-lead = Tu pase aún no funciona. Empieza: { $time }. Deja esta página abierta: se prepara sola.
over-lead = El pase de este enlace ya no funciona. Terminó: { $time }. ¿Tienes un pase más nuevo? Escríbelo aquí. { $help }
user-name = Nombre de usuario
user-name-hint = Está junto a tu pase y parece una dirección de correo.
pass = Pase
pass-hint-own = Letras y números. Las mayúsculas y los guiones no importan.
pass-hint-printable = De 8 a 48 caracteres. Las mayúsculas importan.
pass-hint-asleep = El código que te dieron.
show = Mostrar
hide = Ocultar
continue = Continuar
early-submit = Todavía no
newer-pass = Tengo un pase más nuevo
waking = Un momento
checking-pass = Comprobando tu pase
stop = Detener

repair-ask = ¿Querías escribir esto?
repair-use = Usar esto
repair-keep = Dejar lo que escribí

choose = Hola, { $name }: elige cómo entrar
choose-lead = Tu pase es correcto. No se gasta hasta que se guarde tu llave de acceso.
no-way = Este dispositivo no tiene ninguna de las formas de entrar que se ofrecen aquí. { $help }
way-passkey = Este dispositivo
way-passkey-about = Tu huella digital, tu cara o tu bloqueo de pantalla. Tarda menos de un minuto.
way-security-key = Una llave de seguridad
way-security-key-about = Una llave pequeña que se conecta o se acerca al dispositivo. Ten a mano su PIN. Tarda unos dos minutos.
not-me = No soy { $name }

preparing = Preparando
ready-passkey = Crea tu llave de acceso
ready-passkey-lead = Ahora tu dispositivo te pide la huella digital, la cara o el bloqueo de pantalla, igual que cuando lo desbloqueas.
ready-security-key = Usa tu llave de seguridad
ready-security-key-lead = Ahora tu dispositivo te pide que conectes o acerques la llave de seguridad y que escribas su PIN.
make-passkey = Crear mi llave de acceso
use-security-key = Usar mi llave de seguridad
try-again = Volver a intentar
other-way = Elegir otra forma
sign-in-with-it = Iniciar sesión con ella
creating = Tu dispositivo te pregunta
creating-lead = Sigue los pasos de la ventana que abrió tu dispositivo.
cancel = Cancelar
saving = Guardando tu llave de acceso
unconfirmed = ¿Se guardó? No nos llegó respuesta
unconfirmed-lead = Tu dispositivo ya creó la llave de acceso. Envíala otra vez: nada se crea ni se gasta dos veces.
send-again = Enviar otra vez
stop-here = Dejarlo aquí

prove = Guardada. Ahora pruébala
prove-lead = Inicia sesión con tu nueva llave de acceso mientras tienes ayuda cerca. Así sabes que funciona.
prove-known = Ya tienes una llave de acceso
prove-known-lead = Inicia sesión una vez con la llave de acceso que tienes. Así sabes que funciona.
sign-in = Usar mi llave de acceso
proving = Comprobando tu llave de acceso

done = Ya tienes acceso, { $name }
done-lead = Tu llave de acceso funciona. A partir de ahora inicias sesión con ella. Tu pase ya hizo su trabajo: puedes tirarlo.
done-lead-multi = Tu llave de acceso funciona. A partir de ahora inicias sesión con ella.
done-lead-known = Tu llave de acceso funciona. Sigue iniciando sesión con ella. No hizo falta tu pase: no se gastó.
fact-who = Inicias sesión como
where-synced = En este dispositivo y en tus otros dispositivos con la misma cuenta
where-device = Solo en este dispositivo
where-security-key = En tu llave de seguridad

clock-pass = Fin del pase: { $time }
clock-pass-later = Inicio del pase: { $time }
clock-pass-over = El pase terminó: { $time }
clock-here = Hora límite en esta página: { $time }
clock-here-over = El tiempo en esta página terminó: { $time }
left = tienes { $span }
to-go = dentro de { $span }
said-left = Aún tienes { $span } para terminar aquí.
said-pass-left = Tu pase funcionará { $span } más.
said-pass-later = Tu pase funcionará dentro de { $span }.
said-now = Tu pase ya funciona.
device-clock-ahead = El reloj de este dispositivo va { $span } adelantado. Aquí no importa: todas las horas de esta página son correctas.
device-clock-behind = El reloj de este dispositivo va { $span } atrasado. Aquí no importa: todas las horas de esta página son correctas.
more-time = Necesito más tiempo
time-short = Queda poco tiempo para terminar aquí. Pide más tiempo antes de empezar.
time-short-pass = Tu pase termina pronto: { $time }. Quizá no te dé tiempo a terminar. Puedes intentarlo o pedir antes un pase nuevo. { $help }
time-short-here = Queda poco tiempo para terminar aquí. No se gastó nada: vuelve a escribir tu pase.

help = Pide ayuda: { $contact }.
help-unknown = Pregunta a la persona que te dio el pase.
code = Código { $code }
safe-pass = Tu pase sigue funcionando.
safe-passkey = Tu llave de acceso está guardada.
orphan = Puede que tu dispositivo haya guardado una llave de acceso que no funciona. Puedes borrarla en sus ajustes.
twice = Ya van dos veces. Puede que otra forma sea más rápida.

user-name-empty = Escribe tu nombre de usuario.
user-name-wrong = Escribe tu nombre de usuario tal como está junto a tu pase, y nada más.
pass-empty = Escribe tu pase.
pass-short =
    { $count ->
        [one] Falta un carácter. Compara con el pase que te dieron.
        [many] Faltan { $count } de caracteres. Compara con el pase que te dieron.
       *[other] Faltan { $count } caracteres. Compara con el pase que te dieron.
    }
pass-long =
    { $count ->
        [one] Sobra un carácter. Compara con el pase que te dieron.
        [many] Sobran { $count } de caracteres. Escribe el pase y nada más.
       *[other] Sobran { $count } caracteres. Escribe el pase y nada más.
    }
pass-character = El carácter { $place } no puede estar en un pase. Compara con el pase que te dieron.
pass-character-own = El carácter { $place } no puede estar en un pase. Un pase solo tiene letras y números, y nunca la letra U.
pass-check = Un carácter no es correcto o dos están cambiados de sitio. Compara con el pase que te dieron. Esto no contó como intento.

slip-invisible = Hay un carácter oculto dentro de tu pase. Llegó ahí al copiarlo.
slip-line-break = Tu pase está partido en dos líneas. Va todo junto.
slip-space = Hay un espacio dentro de tu pase. Un pase no lleva espacios.
slip-quotes = Hay comillas alrededor de tu pase. Puede que no sean parte de él.
slip-smart-quotes = Tu dispositivo cambió unas comillas en tu pase.
slip-dash = Tu dispositivo cambió un guion de tu pase por una raya más larga.
slip-other-form = Algunos caracteres solo se parecen a los de un pase.
slip-look-alike = Algunas letras solo se parecen a las de un pase. Puede que tu teclado esté en otro idioma.
slip-layout = Parece que tu teclado está en otro idioma.
slip-punctuation = Hay un punto o una coma al final. Puede que no sea parte de tu pase.
slip-label = Aquí hay algo más que tu pase.
slip-email = Parece una dirección de correo. Tu pase es el código que te dieron.
slip-link = Parece un enlace. Tu pase es el código que te dieron.
slip-telephone = Parece un número de teléfono. Tu pase es el código que te dieron.
slip-app-code = Parece un código de una aplicación de tu teléfono. Tu pase es más largo: es el código que te dieron.
slip-caps-lock = Bloq Mayús está activado. Las mayúsculas importan en un pase.
slip-swapped = Tu nombre de usuario y tu pase están cambiados de sitio.
slip-together = Tu nombre de usuario y tu pase están en el mismo campo.
slip-user-name = Aquí hay algo más que tu nombre de usuario.

pass-refused = Este nombre de usuario y este pase no van juntos. Compara los dos con lo que te dieron.
pass-not-yet = Tu pase aún no funciona. Empieza: { $time }. Esta página se prepara sola.
pass-now = Tu pase ya funciona. Pulsa Continuar.
pass-expired = Tu pase ya no funciona. Terminó: { $time }. Necesitas uno nuevo. { $help }
pass-expired-unknown = Tu pase ya no funciona. Necesitas uno nuevo. { $help }
pass-used = Tu pase ya se usó. Si creaste una llave de acceso con él, inicia sesión con ella. Si no, avisa enseguida. { $help }
pass-replaced = Te dieron un pase más nuevo. Este ya no funciona: usa el más nuevo.
pass-revoked = Tu pase se anuló. Necesitas uno nuevo. { $help }
pass-blocked = Tu pase es correcto, pero no se puede usar aquí o ahora. { $help }
pass-blocked-until = Tu pase es correcto, pero no se puede usar aquí o ahora. Empieza a funcionar: { $time }. { $help }
pass-wait = Desde aquí llegaron demasiados pases incorrectos, así que el tuyo no se comprobó. Vuelve a intentarlo a esta hora: { $time }.
pass-wait-over = Ya puedes volver a intentarlo. Compara antes tu nombre de usuario y tu pase con lo que te dieron.
invitation-refused = El enlace que abriste cambió por el camino. No lo necesitas: escribe tu nombre de usuario y tu pase tal como te los dieron.
time-over = Se acabó el tiempo para terminar. No se gastó nada: vuelve a escribir tu pase.
redemption-ended = Se acabó el tiempo para terminar, o saliste de la página. Vuelve a escribir tu pase.
redemption-superseded = Seguiste con este pase en otra ventana. Termina allí, o vuelve a escribir el pase para seguir aquí.

cancelled = La ventana se cerró antes de terminar. Vuelve a intentarlo cuando quieras.
timed-out = Pasó demasiado tiempo y tu dispositivo dejó de preguntar. Ten a mano tu huella digital, tu cara o tu bloqueo de pantalla y vuelve a intentarlo.
said-no = Tu navegador dijo que no al instante. Vuelve a intentarlo. Si dice que no otra vez, abre esta página en otro navegador.
press-again = Tu navegador necesita que pulses tú el botón. Púlsalo una vez más.
not-permitted = La página que rodea a esta no permite llaves de acceso. Abre esta página en una ventana propia.
unfocused = Tu navegador estaba pendiente de otra cosa. Haz clic en esta página y vuelve a intentarlo.
interrupted = Saliste de esta página mientras tu dispositivo preguntaba. Quédate aquí hasta que termine y vuelve a intentarlo.
in-the-way = Algo en tu navegador se interpuso, quizá un gestor de contraseñas. Deja que responda tu propio dispositivo y vuelve a intentarlo.
certificate = La conexión con esta página no es segura, así que no se puede crear una llave de acceso. No sigas aquí. { $help }
already-there = Este dispositivo ya tiene una llave de acceso tuya. Inicia sesión con ella.
none-here = Tu dispositivo no encontró tu llave de acceso. Elige el lugar donde la guardaste y vuelve a intentarlo.
unsupported = Este dispositivo no puede crear el tipo de llave de acceso que hace falta. Elige otra forma.
insecure = Esta página no tiene permiso para crear una llave de acceso. Es un fallo de la página, no tuyo. { $help }
no-lock = Este dispositivo no tiene bloqueo de pantalla. Configura un PIN, tu huella digital o tu cara en sus ajustes y vuelve a esta página.
key-pin = Tu llave de seguridad necesita un PIN. Créalo en los ajustes de tu dispositivo o usa otra llave de seguridad.
key-locked = Tu llave de seguridad se bloqueó después de demasiados PIN incorrectos. Usa otra llave de seguridad.
key-full = En tu llave de seguridad ya no queda espacio. Usa otra llave de seguridad.
pending = Sigue abierta otra ventana que pide una llave de acceso. Ciérrala y vuelve a intentarlo.
bluetooth = El Bluetooth está desactivado. Actívalo y vuelve a intentarlo.
store-closed = Tu dispositivo no pudo abrir el lugar donde guarda las llaves de acceso. Reinícialo y vuelve a intentarlo, o elige otra forma.
in-app = Esta página está abierta dentro de otra aplicación, que no puede crear llaves de acceso. Ábrela en Safari, Chrome, Edge o Firefox.
wrong-question = Le pedimos a tu dispositivo algo que no entiende. El fallo es nuestro. { $help }
never-answered = Tu dispositivo no respondió. Cierra cualquier ventana que haya abierto y vuelve a intentarlo.
broken = Tu dispositivo no pudo hacerlo. Vuelve a intentarlo.
faulty = La respuesta no llegó de tu dispositivo como debía. Puede que se interponga un gestor de contraseñas: deja que responda tu propio dispositivo y vuelve a intentarlo.
not-verified = Tu dispositivo no comprobó que eres tú. Vuelve a intentarlo con tu huella digital, tu cara o tu bloqueo de pantalla.
passkey-refused = La llave de acceso no se aceptó, así que no está guardada. Vuelve a intentarlo o elige otra forma.
proof-refused = No funcionó con esta llave de acceso. Vuelve a intentarlo y elige la más nueva.
challenge-ended = Pasó demasiado tiempo, así que no se guardó nada. Vuelve a intentarlo.
passkey-known = Esta llave de acceso ya está guardada. Inicia sesión con ella o elige otra forma.
way-not-offered = Esta forma de entrar no se ofrece aquí. Elige otra.

unreachable = No llegó respuesta. Comprueba que tienes conexión y vuelve a intentarlo. Lo que escribiste se conserva.
offline = No tienes conexión. Cuando vuelva, esta página sigue sola.
too-slow = La respuesta tardó demasiado. Puede que la red esté lenta. Vuelve a intentarlo: lo que escribiste se conserva.
blocked = Esta página no tiene permiso para hablar con el servicio de registro. Es un fallo de la página, no tuyo. { $help }
garbled = La respuesta no era nuestra. Puede que primero tengas que iniciar sesión en la red: abre otra página y vuelve a intentarlo.
busy = Hay mucha actividad en este momento. Espera un poco y vuelve a intentarlo.
busy-until = Hay mucha actividad en este momento. Vuelve a intentarlo a esta hora: { $time }.
internal = Algo salió mal por nuestra parte. Vuelve a intentarlo. { $help }
slow = Esto tarda más de lo normal. Puede que la red esté lenta.
asleep-heading = El servicio de registro no responde

incapable = Aquí no se puede crear una llave de acceso
obstacle-insecure = Esta página no llegó por una conexión segura. Ábrela otra vez con https:// delante. Tu pase sigue funcionando.
obstacle-framed = Esta página está dentro de otra. Ábrela en una ventana propia. Tu pase sigue funcionando.
obstacle-browser = Este navegador no puede crear llaves de acceso. Abre esta página en Safari, Chrome, Edge o Firefox. Tu pase sigue funcionando.
obstacle-in-app = Esta página está abierta dentro de otra aplicación, que no puede crear llaves de acceso. Ábrela en Safari, Chrome, Edge o Firefox: busca en el menú de esta aplicación o copia la dirección. Tu pase sigue funcionando.
open-window = Abrir en una ventana propia
copy-address = Copiar la dirección
copied = Copiada

way-hello = Windows Hello
way-hello-about = Tu cara, tu huella digital o tu PIN. Tarda menos de un minuto.
way-hello-later = Tu cara, tu huella digital o tu PIN. Aún no está configurado en este equipo. Tarda unos tres minutos.
way-phone = Mi teléfono
way-phone-about = Sigue en él con tu huella digital, tu cara o tu bloqueo de pantalla. Tarda unos dos minutos.
way-app = Una aplicación de autenticación
way-app-about = Una aplicación de tu teléfono que muestra seis dígitos, como Microsoft Authenticator. Tarda unos dos minutos.
closed-kiosk = Todo el mundo usa esta pantalla, así que tu llave de acceso no se guarda aquí. Llévatela en tu teléfono o en una llave de seguridad.
closed-browser = Este navegador no puede crear llaves de acceso.
ready-hello = Crea tu llave de acceso con Windows Hello
ready-hello-lead = Ahora Windows te pide la cara, la huella digital o el PIN, igual que cuando desbloqueas este equipo.

hello-heading = Primero configura Windows Hello
hello-lead = Basta con un PIN: no hace falta cámara ni lector de huellas.
hello-step-open = Abre la configuración de Windows con el botón de abajo. O ábrela tú: Configuración, Cuentas, Opciones de inicio de sesión.
hello-step-pin = Elige PIN y después Configurar. Windows te guía paso a paso.
hello-step-back = Vuelve a esta página. La página ve que todo está listo y sigue sola.
hello-open = Abrir configuración de Windows
hello-done = Ya lo configuré
hello-not-yet = Windows Hello aún no está listo. Termina de configurarlo y vuelve.

phone-scan = Escanea esto con tu teléfono
phone-scan-lead = Abre la cámara de tu teléfono y apunta al código QR. No dejes que nadie más lo escanee.
phone-code = Código QR con un enlace para tu teléfono
phone-ends = Fin del código QR: { $time }
phone-new = Mostrar otro código QR
compare = ¿Las dos pantallas muestran este número?
compare-lead = Tu teléfono abrió el enlace. Mira qué número aparece allí.
compare-same = Sí, el mismo número
compare-other = No
phone-goes-on = Sigue en tu teléfono
phone-goes-on-lead = Ahora todo continúa allí. Esta pantalla solo muestra cómo va.
phone-opened = Elige en tu teléfono cómo entrar.
phone-saved = Guardada en tu teléfono. Ahora pruébala allí una vez.
phone-done = Ya tienes acceso
phone-done-lead = Tu forma de entrar funciona. Ya no necesitas esta pantalla.
phone-away = Cerrar esta vista
claim = ¿Seguir aquí?
claim-lead = Se escaneó un código QR de otra pantalla. Sigue solo si acabas de hacerlo tú.
claim-go = Seguir aquí
claim-compare-lead = En la otra pantalla, elige Sí si muestra el mismo número. Si no, elige No.
claim-over = Este código QR ya no funciona
handover-late = El código QR no se usó a tiempo. Muestra otro.
handover-late-phone = Este código QR ya no funciona. Muestra otro en la otra pantalla y escanéalo.
handover-refused = Elegiste No, así que no se transfirió nada. Muestra otro código QR y escanéalo tú. { $help }
handover-refused-phone = En la otra pantalla se eligió No, así que no se transfirió nada. Muestra allí otro código QR y escanéalo.
handover-contested = Dos teléfonos abrieron este código QR, así que no se transfirió nada. Muestra otro y no dejes que nadie más lo escanee.
handover-contested-phone = Otro teléfono abrió este código QR, así que no se transfirió nada. Muestra otro código QR en la otra pantalla y escanéalo.
handover-left = Detuviste el proceso en tu teléfono. Si aún no habías terminado, vuelve a escribir tu pase.
handover-intruded = Otra persona intentó usar el mismo código QR después de ti. No pudo pasar. { $help }
redemption-moved = Seguiste con este pase en tu teléfono. Termina allí, o vuelve a escribir tu pase para seguir aquí.

app = Añade tu aplicación de autenticación
app-lead = Abre la aplicación en tu teléfono, añade una cuenta y escanea este código QR.
app-lead-here = Abre la aplicación con el botón de abajo. La cuenta se añade sola.
app-qr = Código QR para tu aplicación de autenticación
app-open = Abrir mi aplicación
app-get = Obtener Microsoft Authenticator
app-secret = O escribe esta clave secreta en la aplicación:
app-code = Seis dígitos de la aplicación
app-code-hint = La aplicación muestra dígitos nuevos cada 30 segundos.
app-confirm = Comprobar los dígitos
app-checking = Comprobando los dígitos
app-new = Empezar con otro código QR
app-done-lead = Tu aplicación funciona. A partir de ahora inicias sesión con los dígitos que muestra.
where-app = En tu aplicación de autenticación
code-empty = Escribe los seis dígitos que muestra la aplicación.
code-shape = La aplicación muestra seis dígitos. Escribe esos y nada más.
code-wrong = Estos dígitos no son correctos. Escribe los más nuevos que muestra la aplicación.
code-used = Estos dígitos ya se usaron. Espera a los siguientes.
code-clock-ahead = El reloj de tu teléfono va { $span } adelantado. Deja que tu teléfono ponga la hora solo y escribe los dígitos nuevos.
code-clock-behind = El reloj de tu teléfono va { $span } atrasado. Deja que tu teléfono ponga la hora solo y escribe los dígitos nuevos.
code-wait = Demasiados intentos con dígitos incorrectos. Vuelve a intentarlo a esta hora: { $time }.
app-ended = Este código QR ya no funciona: pasó demasiado tiempo o hubo demasiados intentos. Empieza otra vez con uno nuevo.

second = Añadir otra forma de entrar
second-lead = Si pierdes la primera, podrás entrar igualmente.
second-needed = Un paso más: otra forma de entrar
second-needed-lead = Aquí es necesaria. Si pierdes la primera, podrás entrar igualmente.
second-choose = Elige tu segunda forma de entrar
only-here = Tu llave de acceso está en este dispositivo y en ningún otro sitio. Si pierdes el dispositivo, no podrás iniciar sesión. Añade otra forma de entrar.
only-here-late = Tu llave de acceso está en este dispositivo y en ningún otro sitio. Aquí ya no queda tiempo para añadir otra forma de entrar. { $help }
ways-in = Tus formas de entrar
passkey-unnamed = Llave de acceso
key-unnamed = Llave de seguridad
app-unnamed = Aplicación de autenticación
rename = Cambiar nombre
rename-heading = Ponle un nombre
rename-label = Nombre
rename-hint = Un nombre que reconozcas, por ejemplo: mi llave azul.
rename-save = Guardar el nombre
name-wrong = Escribe un nombre de 60 caracteres como máximo.
remove = Quitar
remove-heading = ¿Quitar { $name }?
remove-lead = Ya no podrás usarla para iniciar sesión aquí.
remove-yes = Sí, quitar
keep = Conservar
removed-orphan = Aquí ya no está. Bórrala también en tu dispositivo para que no se vuelva a ofrecer.
method-last = Es tu única forma de entrar. Añade otra primero y después quita esta.
method-unknown = Ya no está aquí.
device-shared = Esta llave de acceso se creó en la pantalla que usa todo el mundo, así que no está guardada. Usa tu teléfono o una llave de seguridad.

kiosk-start = Toca para empezar
kiosk-start-lead = Ten a mano tu pase y también tu teléfono o una llave de seguridad.
kiosk-keyboard = Toca un campo para que aparezca el teclado.
scan = Escanear el QR de mi papel
scan-lead = Pon el código QR de tu papel delante de la cámara. Así se rellena tu nombre. El pase lo escribes tú.
scan-other = Ese no es el código QR de un papel. Pon delante de la cámara el papel con tu nombre.
scan-failed = La cámara no funciona aquí. Escribe tu nombre de usuario.
idle = ¿Sigues ahí?
idle-lead =
    { $count ->
        [one] Para que nadie más vea tus datos, esta pantalla vuelve al inicio en un segundo.
        [many] Para que nadie más vea tus datos, esta pantalla vuelve al inicio en { $count } de segundos.
       *[other] Para que nadie más vea tus datos, esta pantalla vuelve al inicio en { $count } segundos.
    }
idle-stay = Sigo aquí
next-person = Siguiente persona
later = No llevo nada de esto
later-heading = Hazlo después, en tu dispositivo
later-lead = Tu pase no se gastó. Fin del pase: { $time }.
later-where = Abre esta dirección
later-need = Ten a mano
later-need-what = Tu pase, y tu teléfono o tu PC
later-over = Cuando se acabe el tiempo, necesitarás un pase nuevo. { $help }
print = Imprimir esto
printed-heading = Tu acceso
printed-on = Preparado: { $time }
printed-help = Quién te ayuda
staff = Solo para el personal
staff-pin = PIN del personal
staff-open = Abrir
staff-heading = Esta pantalla
staff-version = Versión
staff-answers = Servicio de registro
staff-yes = Responde
staff-no = No responde
staff-number = Personas aquí ahora
staff-reset = Reiniciar esta pantalla
pin-empty = Escribe el PIN del personal.
pin-wrong = Este PIN no es correcto.
pin-wait = Demasiados PIN incorrectos. Vuelve a intentarlo a esta hora: { $time }.
enter-pass = Introducir un pase
key-there = Esta llave de seguridad ya está configurada para ti. Inicia sesión con ella o usa otra.

envelope = Te enviaron un pase
envelope-lead = Se muestra una sola vez. Míralo cuando nadie pueda ver tu pantalla.
envelope-show = Mostrar mi pase
envelope-over = Este enlace no muestra ningún pase
envelope-pass = { $name }, este es tu pase
envelope-pass-lead = Solo se muestra esta vez: apúntalo o continúa con él ahora.
envelope-early-lead = Solo se muestra esta vez: apúntalo o deja esta página abierta hasta que funcione.
envelope-go = Continuar con este pase
envelope-noted = Ya lo apunté
envelope-opened = Este enlace ya se abrió antes, y el pase solo se muestra una vez. Si no fuiste tú, avisa enseguida. Necesitas un pase nuevo. { $help }
envelope-ended = Este enlace ya no funciona: su pase terminó o nunca hubo ninguno. Necesitas un pase nuevo. { $help }
envelope-broken = Falta una parte de este enlace o cambió por el camino. Ábrelo otra vez tal como te lo enviaron o pide un pase nuevo. { $help }
