page-title = Prepare seu acesso
page-footer = Sua impressão digital, seu rosto e seu PIN ficam no seu dispositivo. Esta página nunca os vê.
language = Idioma
asleep-title = Esta página não iniciou
asleep-script = Ela precisa de JavaScript, que está desativado neste navegador. Ative-o ou abra esta página em outro navegador.
asleep-reload = Recarregue a página. Se não adiantar, procure a pessoa que deu o passe a você. Seu passe não foi gasto.
asleep-browser = Este navegador é antigo demais para esta página. Atualize-o ou abra esta página em outro.
asleep-again = Recarregar a página

welcome = Boas-vindas
welcome-name = Boas-vindas, { $name }
enter-lead = Digite o passe que você recebeu. Você o troca por uma chave de acesso: sua impressão digital, seu rosto ou seu bloqueio de tela.
early-lead = Seu passe funciona a partir de { $time }. Deixe esta página aberta: ela se prepara sozinha.
over-lead = O passe deste link funcionou até { $time }. Você tem um passe mais novo? Digite-o aqui. { $help }
user-name = Nome de usuário
user-name-hint = Está ao lado do seu passe e parece um endereço de e-mail.
pass = Passe
pass-hint-own = Letras e números. Maiúsculas e hifens não fazem diferença.
pass-hint-printable = De 8 a 48 caracteres. As maiúsculas fazem diferença.
pass-hint-asleep = O código que você recebeu.
show = Mostrar
hide = Ocultar
continue = Continuar
early-submit = Ainda não
newer-pass = Recebi um passe mais novo
waking = Um momento
checking-pass = Verificando seu passe
stop = Parar

repair-ask = Você quis dizer isto?
repair-use = Usar isto
repair-keep = Manter o que digitei

choose = Olá, { $name }! Escolha como entrar
choose-lead = Seu passe está certo. Ele só será gasto quando sua chave de acesso for salva.
no-way = Este dispositivo não tem nenhuma das formas de entrar oferecidas aqui. { $help }
way-passkey = Este dispositivo
way-passkey-about = Sua impressão digital, seu rosto ou seu bloqueio de tela. Leva menos de um minuto.
way-security-key = Uma chave de segurança
way-security-key-about = Uma pequena chave que você conecta ou aproxima do dispositivo. Tenha o PIN dela à mão. Leva uns dois minutos.
not-me = Não sou { $name }

preparing = Preparando
ready-passkey = Crie sua chave de acesso
ready-passkey-lead = Agora seu dispositivo pede sua impressão digital, seu rosto ou seu bloqueio de tela, como quando você o desbloqueia.
ready-security-key = Use sua chave de segurança
ready-security-key-lead = Agora seu dispositivo pede que você conecte ou aproxime a chave de segurança e digite o PIN dela.
make-passkey = Criar minha chave de acesso
use-security-key = Usar chave de segurança
try-again = Tentar novamente
other-way = Escolher outra forma
sign-in-with-it = Entrar com ela
creating = Seu dispositivo está perguntando
creating-lead = Siga a janela que seu dispositivo abriu.
cancel = Cancelar
saving = Salvando sua chave de acesso
unconfirmed = Foi salva? Não tivemos resposta
unconfirmed-lead = Seu dispositivo criou a chave de acesso. Envie-a de novo: nada é criado nem gasto duas vezes.
send-again = Enviar de novo
stop-here = Parar por aqui

prove = Chave salva. Agora experimente
prove-lead = Entre com sua nova chave de acesso enquanto há ajuda por perto. Assim você sabe que ela funciona.
prove-known = Você já tem uma chave de acesso
prove-known-lead = Entre uma vez com a chave de acesso que você tem. Assim você sabe que ela funciona.
sign-in = Entrar com a chave de acesso
proving = Verificando sua chave de acesso

done = Tudo certo, { $name }
done-lead = Sua chave de acesso funciona. De agora em diante, você entra com ela. Seu passe já cumpriu o papel dele: pode jogar fora.
done-lead-multi = Sua chave de acesso funciona. De agora em diante, você entra com ela.
done-lead-known = Sua chave de acesso funciona. Continue entrando com ela. Seu passe não foi necessário: ele não foi gasto.
fact-who = Você entra como
where-synced = Neste dispositivo e nos seus outros dispositivos com a mesma conta
where-device = Só neste dispositivo
where-security-key = Na sua chave de segurança

clock-pass = O passe funciona até { $time }
clock-pass-later = O passe funciona a partir de { $time }
clock-pass-over = O passe funcionou até { $time }
clock-here = Termine aqui até { $time }
clock-here-over = O tempo para terminar aqui foi até { $time }
left = você tem { $span }
to-go = daqui a { $span }
said-left = Você tem mais { $span } para terminar aqui.
said-pass-left = Seu passe funciona por mais { $span }.
said-pass-later = Seu passe funciona daqui a { $span }.
said-now = Seu passe já funciona.
device-clock-ahead = O relógio deste dispositivo está { $span } adiantado. Isso não atrapalha aqui: todas as horas desta página estão certas.
device-clock-behind = O relógio deste dispositivo está { $span } atrasado. Isso não atrapalha aqui: todas as horas desta página estão certas.
more-time = Preciso de mais tempo
time-short = Resta pouco tempo para terminar aqui. Peça mais tempo antes de começar.
time-short-pass = Seu passe funciona até { $time }. Talvez não dê tempo de terminar. Você pode tentar ou pedir antes um passe novo. { $help }
time-short-here = Resta pouco tempo para terminar aqui. Nada foi gasto: digite seu passe de novo.

help = Peça ajuda: { $contact }.
help-unknown = Pergunte à pessoa que deu o passe a você.
code = Código { $code }
safe-pass = Seu passe ainda funciona.
safe-passkey = Sua chave de acesso está salva.
orphan = Seu dispositivo pode ter guardado uma chave de acesso que não funciona. Você pode apagá-la nas configurações dele.
twice = É a segunda vez. Outra forma pode ser mais rápida.

user-name-empty = Digite seu nome de usuário.
user-name-wrong = Digite seu nome de usuário como está ao lado do passe, e nada mais.
pass-empty = Digite seu passe.
pass-short =
    { $count ->
        [one] Falta um caractere. Compare com o passe que você recebeu.
        [many] Faltam { $count } de caracteres. Compare com o passe que você recebeu.
       *[other] Faltam { $count } caracteres. Compare com o passe que você recebeu.
    }
pass-long =
    { $count ->
        [one] Há um caractere a mais. Compare com o passe que você recebeu.
        [many] Há { $count } de caracteres a mais. Digite o passe e nada mais.
       *[other] Há { $count } caracteres a mais. Digite o passe e nada mais.
    }
pass-character = O caractere { $place } não pode estar em um passe. Compare com o passe que você recebeu.
pass-character-own = O caractere { $place } não pode estar em um passe. Um passe só tem letras e números, e nunca a letra U.
pass-check = Um caractere não está certo ou dois estão trocados. Compare com o passe que você recebeu. Isso não contou como tentativa.

slip-invisible = Há um caractere oculto no seu passe. Ele veio junto quando você copiou.
slip-line-break = Seu passe está dividido em duas linhas. Ele deve ficar junto.
slip-space = Há um espaço no seu passe. Um passe não tem espaços.
slip-quotes = Há aspas em volta do seu passe. Talvez não façam parte dele.
slip-smart-quotes = Seu dispositivo trocou aspas no seu passe.
slip-dash = Seu dispositivo trocou um hífen do seu passe por um traço mais longo.
slip-other-form = Alguns caracteres só se parecem com os de um passe.
slip-look-alike = Algumas letras só se parecem com as de um passe. Seu teclado pode estar em outro idioma.
slip-layout = Parece que seu teclado está em outro idioma.
slip-punctuation = Há um ponto ou uma vírgula no final. Talvez não faça parte do seu passe.
slip-label = Há algo mais aqui além do seu passe.
slip-email = Isso parece um endereço de e-mail. Seu passe é o código que você recebeu.
slip-link = Isso parece um link. Seu passe é o código que você recebeu.
slip-telephone = Isso parece um número de telefone. Seu passe é o código que você recebeu.
slip-app-code = Isso parece um código de um aplicativo do seu celular. Seu passe é mais longo: é o código que você recebeu.
slip-caps-lock = O Caps Lock está ativado. As maiúsculas fazem diferença em um passe.
slip-swapped = Seu nome de usuário e seu passe estão trocados.
slip-together = Seu nome de usuário e seu passe estão no mesmo campo.
slip-user-name = Há algo mais aqui além do seu nome de usuário.

pass-refused = Este nome de usuário e este passe não combinam. Compare os dois com o que você recebeu.
pass-not-yet = Seu passe funciona a partir de { $time }. Esta página se prepara sozinha.
pass-now = Seu passe já funciona. Pressione Continuar.
pass-expired = Seu passe funcionou até { $time }. Você precisa de um novo. { $help }
pass-expired-unknown = Seu passe não funciona mais. Você precisa de um novo. { $help }
pass-used = Seu passe já foi usado. Se você criou uma chave de acesso com ele, entre com ela. Se não, avise imediatamente. { $help }
pass-replaced = Você recebeu um passe mais novo. Este não funciona mais: use o mais novo.
pass-revoked = Seu passe foi cancelado. Você precisa de um novo. { $help }
pass-blocked = Seu passe está certo, mas não pode ser usado aqui ou agora. { $help }
pass-blocked-until = Seu passe está certo, mas não pode ser usado aqui ou agora. Ele funciona a partir de { $time }. { $help }
pass-wait = Vieram daqui passes incorretos demais, por isso o seu não foi verificado. Tente novamente a partir de { $time }.
pass-wait-over = Você já pode tentar novamente. Antes, compare seu nome de usuário e seu passe com o que você recebeu.
invitation-refused = O link que você abriu foi alterado no caminho. Você não precisa dele: digite seu nome de usuário e seu passe como os recebeu.
time-over = O tempo para terminar acabou. Nada foi gasto: digite seu passe de novo.
redemption-ended = O tempo para terminar acabou, ou você saiu da página. Digite seu passe de novo.
redemption-superseded = Você continuou com este passe em outra janela. Termine lá ou digite o passe de novo para continuar aqui.

cancelled = A janela foi fechada antes do fim. Tente novamente quando quiser.
timed-out = Demorou muito, e seu dispositivo parou de perguntar. Tenha seu dedo, seu rosto ou seu bloqueio de tela a postos e tente novamente.
said-no = Seu navegador disse não na hora. Tente novamente. Se ele disser não outra vez, abra esta página em outro navegador.
press-again = Seu navegador não deixa a página pressionar o botão por você. Pressione-o mais uma vez.
not-permitted = A página em volta desta não permite chaves de acesso. Abra esta página em uma janela própria.
unfocused = Seu navegador estava olhando para outro lado. Clique nesta página e tente novamente.
interrupted = Você saiu desta página enquanto seu dispositivo perguntava. Fique aqui até terminar e tente novamente.
in-the-way = Algo no seu navegador atrapalhou, talvez um gerenciador de senhas. Deixe que o próprio dispositivo responda e tente novamente.
certificate = A conexão com esta página não é segura. Por isso, não dá para criar uma chave de acesso. Não continue aqui. { $help }
already-there = Este dispositivo já tem uma chave de acesso sua. Entre com ela.
none-here = Seu dispositivo não encontrou sua chave de acesso. Escolha o lugar onde você a salvou e tente novamente.
unsupported = Este dispositivo não consegue criar o tipo de chave de acesso necessário. Escolha outra forma.
insecure = Esta página não tem permissão para criar uma chave de acesso. É uma falha da página, não sua. { $help }
no-lock = Este dispositivo não tem bloqueio de tela. Configure um PIN, sua impressão digital ou seu rosto nas configurações dele e volte a esta página.
key-pin = Sua chave de segurança precisa de um PIN. Crie um nas configurações do seu dispositivo ou use outra chave de segurança.
key-locked = Sua chave de segurança foi bloqueada depois de PINs incorretos demais. Use outra chave de segurança.
key-full = Não há mais espaço na sua chave de segurança. Use outra chave de segurança.
pending = Outra janela que pede uma chave de acesso ainda está aberta. Feche-a e tente novamente.
bluetooth = O Bluetooth está desativado. Ative-o e tente novamente.
store-closed = Seu dispositivo não conseguiu abrir o lugar onde guarda as chaves de acesso. Reinicie-o e tente novamente, ou escolha outra forma.
in-app = Esta página está aberta dentro de outro aplicativo, que não consegue criar chaves de acesso. Abra-a no Safari, Chrome, Edge ou Firefox.
wrong-question = Pedimos ao seu dispositivo algo que ele não entende. A falha é nossa. { $help }
never-answered = Seu dispositivo não respondeu. Feche qualquer janela que ele tenha aberto e tente novamente.
broken = Seu dispositivo não conseguiu fazer isso. Tente novamente.
faulty = A resposta não veio do seu dispositivo como deveria. Um gerenciador de senhas pode estar atrapalhando: deixe que o próprio dispositivo responda e tente novamente.
not-verified = Seu dispositivo não confirmou que é você. Tente novamente com sua impressão digital, seu rosto ou seu bloqueio de tela.
passkey-refused = A chave de acesso não foi aceita, então não está salva. Tente novamente ou escolha outra forma.
proof-refused = Não funcionou com esta chave de acesso. Tente novamente e escolha a mais nova.
challenge-ended = Demorou muito, então nada foi salvo. Tente novamente.
passkey-known = Esta chave de acesso já está salva. Entre com ela ou escolha outra forma.
way-not-offered = Esta forma de entrar não é oferecida aqui. Escolha outra.

unreachable = Não chegou resposta. Verifique sua conexão e tente novamente. O que você digitou foi mantido.
offline = Você está sem conexão. Quando ela voltar, esta página continua sozinha.
too-slow = A resposta demorou muito. A rede pode estar lenta. Tente novamente: o que você digitou foi mantido.
blocked = Esta página não tem permissão para falar com o serviço de cadastro. É uma falha da página, não sua. { $help }
garbled = A resposta não era nossa. Talvez você precise entrar na rede primeiro: abra outra página e tente novamente.
busy = Há muito movimento agora. Espere um momento e tente novamente.
busy-until = Há muito movimento agora. Tente novamente a partir de { $time }.
internal = Algo deu errado do nosso lado. Tente novamente. { $help }
slow = Isto está demorando mais do que deveria. A rede pode estar lenta.
asleep-heading = O serviço de cadastro não responde

incapable = Não dá para criar uma chave de acesso aqui
obstacle-insecure = Esta página não veio por uma conexão segura. Abra-a de novo com https:// na frente. Seu passe ainda funciona.
obstacle-framed = Esta página está dentro de outra. Abra-a em uma janela própria. Seu passe ainda funciona.
obstacle-browser = Este navegador não consegue criar chaves de acesso. Abra esta página no Safari, Chrome, Edge ou Firefox. Seu passe ainda funciona.
obstacle-in-app = Esta página está aberta dentro de outro aplicativo, que não consegue criar chaves de acesso. Abra-a no Safari, Chrome, Edge ou Firefox: procure no menu deste aplicativo ou copie o endereço. Seu passe ainda funciona.
open-window = Abrir em uma janela própria
copy-address = Copiar o endereço
copied = Copiado

way-hello = Windows Hello
way-hello-about = Seu rosto, sua impressão digital ou seu PIN. Leva menos de um minuto.
way-hello-later = Seu rosto, sua impressão digital ou seu PIN. Ainda não está configurado neste computador. Leva uns três minutos.
way-phone = Meu celular
way-phone-about = Continue nele com sua impressão digital, seu rosto ou seu bloqueio de tela. Leva uns dois minutos.
way-app = Um aplicativo autenticador
way-app-about = Um aplicativo no seu celular que mostra seis dígitos, como o Microsoft Authenticator. Leva uns dois minutos.
closed-kiosk = Todo mundo usa esta tela, por isso sua chave de acesso não fica guardada aqui. Leve-a no seu celular ou em uma chave de segurança.
closed-browser = Este navegador não consegue criar chaves de acesso.
ready-hello = Crie sua chave de acesso com o Windows Hello
ready-hello-lead = Agora o Windows pede seu rosto, sua impressão digital ou seu PIN, como quando você desbloqueia este computador.

hello-heading = Primeiro, configure o Windows Hello
hello-lead = Um PIN basta: você não precisa de câmera nem de leitor de impressão digital.
hello-step-open = Abra as configurações do Windows com o botão abaixo. Ou vá até lá por conta própria: Configurações, Contas, Opções de entrada.
hello-step-pin = Escolha PIN e depois Configurar. O Windows guia você.
hello-step-back = Volte a esta página. Ela percebe quando está tudo pronto e continua.
hello-open = Abrir configurações do Windows
hello-done = Já configurei
hello-not-yet = O Windows Hello ainda não está pronto. Termine de configurá-lo e volte a esta página.

phone-scan = Escaneie isto com seu celular
phone-scan-lead = Abra a câmera do seu celular e aponte para o código. Não deixe mais ninguém escaneá-lo.
phone-code = Código QR com um link para seu celular
phone-ends = Este código funciona até { $time }
phone-new = Mostrar um novo código
compare = As duas telas mostram este número?
compare-lead = Seu celular abriu o link. Veja o número que aparece nele.
compare-same = Sim, o mesmo número
compare-other = Não
phone-goes-on = Continue no seu celular
phone-goes-on-lead = Seu acesso agora é preparado lá. Esta tela só mostra o andamento.
phone-opened = Escolha no seu celular como entrar.
phone-saved = Tudo salvo no seu celular. Agora experimente uma vez lá.
phone-done = Tudo certo
phone-done-lead = Sua forma de entrar funciona. Você não precisa mais desta tela.
phone-away = Fechar esta visualização
claim = Continuar aqui?
claim-lead = Este link veio de um código em outra tela. Só continue se foi você quem o escaneou, agora mesmo.
claim-go = Continuar aqui
claim-compare-lead = Na outra tela, responda sim se ela mostrar o mesmo número. Se não mostrar, responda não.
claim-over = O código que você escaneou não funciona mais
handover-late = O código não foi usado a tempo. Mostre um novo.
handover-late-phone = Este código não funciona mais. Mostre um novo na outra tela e escaneie-o.
handover-refused = Você respondeu não, então nada foi transferido. Mostre um novo código e escaneie-o com seu próprio celular. { $help }
handover-refused-phone = A resposta na outra tela foi não, então nada foi transferido. Mostre um novo código lá e escaneie-o.
handover-contested = Dois celulares abriram este código, então nada foi transferido. Mostre um novo código e não deixe mais ninguém escaneá-lo.
handover-contested-phone = Outro celular abriu este código, então nada foi transferido. Mostre um novo código na outra tela e escaneie-o.
handover-left = Você parou no seu celular. Se ainda não tinha terminado, digite seu passe de novo.
handover-intruded = Outra pessoa tentou usar o mesmo código depois de você. Ela não conseguiu entrar. { $help }
redemption-moved = Você continuou com este passe no seu celular. Termine lá ou digite o passe de novo para continuar aqui.

app = Adicione seu aplicativo autenticador
app-lead = Abra o aplicativo no seu celular, adicione uma conta e escaneie este código.
app-lead-here = Abra o aplicativo com o botão abaixo. Ele adiciona a conta sozinho.
app-qr = Código QR para seu aplicativo autenticador
app-open = Abrir meu aplicativo
app-get = Baixar o Microsoft Authenticator
app-secret = Ou digite esta chave secreta no aplicativo:
app-code = Seis dígitos do aplicativo
app-code-hint = O aplicativo mostra novos dígitos a cada 30 segundos.
app-confirm = Verificar os dígitos
app-checking = Verificando os dígitos
app-new = Recomeçar com um novo código
app-done-lead = Seu aplicativo funciona. De agora em diante, você entra com os dígitos que ele mostra.
where-app = No seu aplicativo autenticador
code-empty = Digite os seis dígitos que o aplicativo mostra.
code-shape = O aplicativo mostra seis dígitos. Digite esses dígitos e nada mais.
code-wrong = Estes dígitos não estão certos. Digite os mais novos que o aplicativo mostra.
code-used = Estes dígitos já foram usados. Espere os próximos.
code-clock-ahead = O relógio do seu celular está { $span } adiantado. Deixe o celular acertar a hora sozinho e digite os novos dígitos.
code-clock-behind = O relógio do seu celular está { $span } atrasado. Deixe o celular acertar a hora sozinho e digite os novos dígitos.
code-wait = Foram muitas tentativas com dígitos incorretos. Tente novamente a partir de { $time }.
app-ended = Este código não funciona mais: passou muito tempo ou foram muitas tentativas com dígitos incorretos. Recomece com um novo.

second = Adicionar outra forma de entrar
second-lead = Se você perder a primeira, ainda consegue entrar.
second-needed = Mais uma etapa: uma segunda forma de entrar
second-needed-lead = Aqui ela é obrigatória. Se você perder a primeira, ainda consegue entrar.
second-choose = Escolha sua segunda forma de entrar
only-here = Sua chave de acesso está só neste dispositivo e em nenhum outro lugar. Se você perder o dispositivo, não consegue entrar. Adicione uma segunda forma.
only-here-late = Sua chave de acesso está só neste dispositivo e em nenhum outro lugar. Não há mais tempo para adicionar uma segunda forma aqui. { $help }
ways-in = Suas formas de entrar
passkey-unnamed = Chave de acesso
key-unnamed = Chave de segurança
app-unnamed = Aplicativo autenticador
rename = Renomear
rename-heading = Escolha um nome
rename-label = Nome
rename-hint = Para você reconhecer depois, por exemplo: minha chave azul.
rename-save = Salvar o nome
name-wrong = Digite um nome de até 60 caracteres.
remove = Remover
remove-heading = Remover { $name }?
remove-lead = Você não poderá mais entrar aqui dessa forma.
remove-yes = Sim, remover
keep = Manter
removed-orphan = Removemos daqui. Apague também no seu dispositivo, para que não apareça de novo.
method-last = Esta é sua única forma de entrar. Adicione outra primeiro e depois remova esta.
method-unknown = Esta forma de entrar não está mais aqui.
device-shared = Esta chave de acesso foi criada na tela que todo mundo usa, então não está salva. Use seu celular ou uma chave de segurança.

kiosk-start = Toque para começar
kiosk-start-lead = Tenha à mão seu passe e também seu celular ou uma chave de segurança.
kiosk-keyboard = Toque em um campo para abrir o teclado.
scan = Escanear o código do meu papel
scan-lead = Segure o código do seu papel em frente à câmera. Ele preenche seu nome. O passe é você quem digita.
scan-other = Este não é o código do papel. Segure o papel com seu nome em frente à câmera.
scan-failed = A câmera não funciona aqui. Digite seu nome de usuário.
idle = Você ainda está aí?
idle-lead =
    { $count ->
        [one] Para que mais ninguém veja o que é seu, esta tela recomeça em um segundo.
        [many] Para que mais ninguém veja o que é seu, esta tela recomeça em { $count } de segundos.
       *[other] Para que mais ninguém veja o que é seu, esta tela recomeça em { $count } segundos.
    }
idle-stay = Ainda estou aqui
next-person = Próxima pessoa
later = Não tenho nada disso comigo
later-heading = Faça depois, no seu próprio dispositivo
later-lead = Seu passe não foi gasto. Ele funciona até { $time }.
later-where = Abra este endereço
later-need = Tenha com você
later-need-what = Seu passe e seu celular ou computador
later-over = Quando esse tempo acabar, você precisa de um passe novo. { $help }
print = Imprimir
printed-heading = Seu acesso
printed-on = Preparado em { $time }
printed-help = Quem ajuda você
staff = Equipe
staff-pin = PIN da equipe
staff-open = Abrir
staff-heading = Esta tela
staff-version = Versão
staff-answers = Serviço de cadastro
staff-yes = Responde
staff-no = Não responde
staff-number = Pessoas aqui agora
staff-reset = Recomeçar esta tela
pin-empty = Digite o PIN da equipe.
pin-wrong = Este PIN não está certo.
pin-wait = Foram muitos PINs incorretos. Tente novamente a partir de { $time }.
enter-pass = Digitar um passe
key-there = Esta chave de segurança já está configurada para você. Entre com ela ou use outra.

envelope = Enviaram um passe para você
envelope-lead = Ele aparece só uma vez. Mostre-o quando ninguém estiver olhando sua tela.
envelope-show = Mostrar meu passe
envelope-over = Este link não mostra nenhum passe
envelope-pass = { $name }, este é seu passe
envelope-pass-lead = Ele aparece só desta vez: anote-o ou continue com ele agora.
envelope-early-lead = Ele aparece só desta vez: anote-o ou deixe esta página aberta até que ele funcione.
envelope-go = Continuar com este passe
envelope-noted = Já anotei
envelope-opened = Este link já foi aberto antes, e o passe aparece só uma vez. Se não foi você, avise imediatamente. Você precisa de um passe novo. { $help }
envelope-ended = Este link não funciona mais: o passe dele acabou, ou nunca existiu. Você precisa de um passe novo. { $help }
envelope-broken = Falta uma parte deste link ou ele foi alterado no caminho. Abra-o de novo como você o recebeu ou peça um passe novo. { $help }
