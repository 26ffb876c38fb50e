page-title = Giriş yönteminizi ayarlayın
page-footer = Parmak iziniz, yüzünüz veya PIN’iniz cihazınızda kalır. Bu sayfa onları hiçbir zaman görmez.
language = Dil
asleep-title = Bu sayfa başlatılamadı
asleep-script = Sayfanın çalışması için JavaScript gerekir, ama bu tarayıcıda kapalı. JavaScript’i açın veya sayfayı başka bir tarayıcıda açın.
asleep-reload = Sayfayı yeniden yükleyin. Bu işe yaramazsa erişim kodunu veren kişiye gidin. Erişim kodunuz kullanılmış sayılmaz.
asleep-browser = Bu tarayıcı bu sayfa için çok eski. Tarayıcıyı güncelleyin veya sayfayı başka bir tarayıcıda açın.
asleep-again = Sayfayı yeniden yükle

welcome = Hoş geldiniz
welcome-name = Hoş geldiniz, { $name }
enter-lead = Size verilen erişim kodunu yazın. Bu kodu bir geçiş anahtarıyla değiştireceksiniz: parmak iziniz, yüzünüz veya ekran kilidiniz.
early-lead = Erişim kodunuz { $time } itibarıyla geçerli olacak. Bu sayfayı açık bırakın: kendiliğinden hazırlanır.
over-lead = Bu bağlantıyla gelen erişim kodunun süresi { $time } itibarıyla doldu. Daha yeni bir kodunuz var mı? Buraya girin. { $help }
user-name = Kullanıcı adı
user-name-hint = Erişim kodunuzun yanında yazar ve e-posta adresine benzer.
pass = Erişim kodu
pass-hint-own = Harfler ve rakamlar. Büyük küçük harf ve kısa çizgi fark etmez.
pass-hint-printable = 8 ila 48 karakter. Büyük küçük harf fark eder.
pass-hint-asleep = Size verilen kod.
show = Göster
hide = Gizle
continue = Devam et
early-submit = Henüz değil
newer-pass = Daha yeni bir erişim kodum var
waking = Bir saniye
checking-pass = Erişim kodunuz kontrol ediliyor
stop = Durdur

repair-ask = Bunu mu demek istediniz?
repair-use = Bunu kullan
repair-keep = Yazdığım kalsın

choose = Merhaba { $name }, giriş yönteminizi seçin
choose-lead = Erişim kodunuz doğru. Geçiş anahtarınız kaydedilene kadar kodunuz kullanılmış sayılmaz.
no-way = Bu cihaz, burada sunulan giriş yöntemlerinden hiçbirini desteklemiyor. { $help }
way-passkey = Bu cihaz
way-passkey-about = Parmak iziniz, yüzünüz veya ekran kilidiniz. Bir dakikadan kısa sürer.
way-security-key = Güvenlik anahtarı
way-security-key-about = Cihaza taktığınız veya yaklaştırdığınız küçük bir anahtar. Anahtarın PIN’ini hazır bulundurun. Yaklaşık iki dakika sürer.
not-me = Ben { $name } değilim

preparing = Hazırlanıyor
ready-passkey = Geçiş anahtarınızı oluşturun
ready-passkey-lead = Cihazınız şimdi, kilidini açarken olduğu gibi, parmak izinizi, yüzünüzü veya ekran kilidinizi isteyecek.
ready-security-key = Güvenlik anahtarınızı kullanın
ready-security-key-lead = Cihazınız şimdi anahtarı takmanızı veya yaklaştırmanızı ve anahtarın PIN’ini girmenizi isteyecek.
make-passkey = Geçiş anahtarımı oluştur
use-security-key = Güvenlik anahtarımı kullan
try-again = Tekrar dene
other-way = Başka yöntem seç
sign-in-with-it = Bununla giriş yap
creating = Cihazınız sizi bekliyor
creating-lead = Cihazınızın açtığı penceredeki adımları izleyin.
cancel = İptal
saving = Geçiş anahtarınız kaydediliyor
unconfirmed = Kaydedildi mi? Yanıt gelmedi
unconfirmed-lead = Cihazınız geçiş anahtarını oluşturdu. Tekrar gönderin: hiçbir şey iki kez oluşturulmaz veya kullanılmaz.
send-again = Tekrar gönder
stop-here = Burada bırak

prove = Kaydedildi. Şimdi bir kez deneyin
prove-lead = Yardım yakındayken yeni geçiş anahtarınızla giriş yapın. Böylece çalıştığını görürsünüz.
prove-known = Zaten bir geçiş anahtarınız var
prove-known-lead = Elinizdeki geçiş anahtarıyla bir kez giriş yapın. Böylece çalıştığını görürsünüz.
sign-in = Geçiş anahtarımla giriş yap
proving = Geçiş anahtarınız kontrol ediliyor

done = Giriş yaptınız, { $name }
done-lead = Geçiş anahtarınız çalışıyor. Artık onunla giriş yapacaksınız. Erişim kodunuzun işi bitti: atabilirsiniz.
done-lead-multi = Geçiş anahtarınız çalışıyor. Artık onunla giriş yapacaksınız.
done-lead-known = Geçiş anahtarınız çalışıyor. Onunla giriş yapmaya devam edin. Erişim kodunuza gerek kalmadı: kod kullanılmadı.
fact-who = Giriş adınız
fact-where = Geçiş anahtarınızın yeri
where-synced = Bu cihazda ve aynı hesabı kullanan diğer cihazlarınızda
where-device = Yalnızca bu cihazda
where-security-key = Güvenlik anahtarınızda

clock-pass = Erişim kodunun bitişi: { $time }
clock-pass-later = Erişim kodunun başlangıcı: { $time }
clock-pass-over = Erişim kodunun süresi doldu: { $time }
clock-here = Bitirmek için son saat: { $time }
clock-here-over = Bitirme süresi doldu: { $time }
left = { $span } kaldı
to-go = { $span } sonra
said-left = Burada bitirmek için { $span } kaldı.
said-pass-left = Erişim kodunuz { $span } daha geçerli.
said-pass-later = Erişim kodunuz { $span } sonra geçerli olacak.
said-now = Erişim kodunuz artık geçerli.
device-clock-ahead = Bu cihazın saati { $span } ileri. Burada bunun zararı olmaz: bu sayfadaki bütün saatler doğrudur.
device-clock-behind = Bu cihazın saati { $span } geri. Burada bunun zararı olmaz: bu sayfadaki bütün saatler doğrudur.
more-time = Bana ek süre ver
time-short = Burada bitirmek için az süre kaldı. Başlamadan önce ek süre alın.
time-short-pass = Erişim kodunuzun süresi { $time } itibarıyla doluyor. Bitirmeye yetmeyebilir. Deneyebilir veya önce yeni bir kod alabilirsiniz. { $help }
time-short-here = Burada bitirmek için az süre kaldı. Hiçbir şey kaybolmadı: erişim kodunuzu tekrar girin.

help = Yardım: { $contact }.
help-unknown = Erişim kodunu veren kişiye sorun.
code = Destek kodu { $code }
safe-pass = Erişim kodunuz hâlâ geçerli.
safe-passkey = Geçiş anahtarınız kaydedildi.
orphan = Cihazınızda çalışmayan bir geçiş anahtarı kalmış olabilir. Bunu cihazın ayarlarından silebilirsiniz.
twice = Bu ikinci kez oldu. Başka bir yöntem daha hızlı olabilir.

user-name-empty = Kullanıcı adınızı girin.
user-name-wrong = Kullanıcı adınızı erişim kodunuzun yanında yazdığı gibi girin, başka bir şey eklemeyin.
pass-empty = Erişim kodunuzu girin.
pass-short =
    { $count ->
        [one] Bir karakter eksik. Size verilen kodla karşılaştırın.
       *[other] { $count } karakter eksik. Size verilen kodla karşılaştırın.
    }
pass-long =
    { $count ->
        [one] Bir karakter fazla. Size verilen kodla karşılaştırın.
       *[other] { $count } karakter fazla. Yalnızca erişim kodunu girin.
    }
pass-character = { $place }. karakter erişim kodunda bulunmaz. Size verilen kodla karşılaştırın.
pass-character-own = { $place }. karakter erişim kodunda bulunmaz. Erişim kodunda yalnızca harfler ve rakamlar olur, U harfi hiç olmaz.
pass-check = Bir karakter farklı veya iki karakter yer değiştirmiş. Size verilen kodla karşılaştırın. Bu bir deneme sayılmadı.

slip-invisible = Erişim kodunuzun içinde gizli bir işaret var. Kopyalarken eklenmiş.
slip-line-break = Erişim kodunuz iki satıra bölünmüş. Tek parça olmalı.
slip-space = Erişim kodunuzun içinde boşluk var. Erişim kodunda boşluk olmaz.
slip-quotes = Erişim kodunuz tırnak içinde. Tırnaklar koda ait olmayabilir.
slip-smart-quotes = Cihazınız erişim kodunuzdaki bir tırnak işaretini değiştirmiş.
slip-dash = Cihazınız erişim kodunuzdaki kısa çizgiyi uzun çizgiye çevirmiş.
slip-other-form = Bazı karakterler erişim kodundakilere yalnızca benziyor.
slip-look-alike = Bazı harfler erişim kodundakilere yalnızca benziyor. Klavyeniz başka bir dile ayarlı olabilir.
slip-layout = Klavyeniz başka bir dile ayarlı görünüyor.
slip-punctuation = Sonda nokta veya virgül var. Erişim kodunuza ait olmayabilir.
slip-label = Burada erişim kodunuzdan fazlası var.
slip-email = Bu, e-posta adresine benziyor. Erişim kodunuz, size verilen koddur.
slip-link = Bu, bağlantıya benziyor. Erişim kodunuz, size verilen koddur.
slip-telephone = Bu, telefon numarasına benziyor. Erişim kodunuz, size verilen koddur.
slip-app-code = Bu, telefonunuzdaki bir uygulamanın koduna benziyor. Erişim kodunuz daha uzundur: size verilen koddur.
slip-caps-lock = Caps Lock açık. Erişim kodunda büyük küçük harf fark eder.
slip-swapped = Kullanıcı adınız ile erişim kodunuz yer değiştirmiş.
slip-together = Kullanıcı adınız ile erişim kodunuz aynı alanda.
slip-user-name = Burada kullanıcı adınızdan fazlası var.

pass-refused = Bu kullanıcı adı ile bu erişim kodu birbirine uymuyor. İkisini de size verilenlerle karşılaştırın.
pass-not-yet = Erişim kodunuz { $time } itibarıyla geçerli olacak. Bu sayfa kendiliğinden hazırlanır.
pass-now = Erişim kodunuz artık geçerli. “Devam et” düğmesine basın.
pass-expired = Erişim kodunuzun süresi { $time } itibarıyla doldu. Yeni bir kod gerekiyor. { $help }
pass-expired-unknown = Erişim kodunuzun süresi doldu. Yeni bir kod gerekiyor. { $help }
pass-used = Erişim kodunuz daha önce kullanılmış. Onunla bir geçiş anahtarı oluşturduysanız o anahtarla giriş yapın. Oluşturmadıysanız hemen bildirin. { $help }
pass-replaced = Size daha yeni bir erişim kodu verildi. Bu kod artık geçmiyor: en yenisini kullanın.
pass-revoked = Erişim kodunuz geri alındı. Yeni bir kod gerekiyor. { $help }
invitation-refused = Açtığınız bağlantı yolda değişmiş. Ona ihtiyacınız yok: kullanıcı adınızı ve erişim kodunuzu size verildiği gibi girin.
time-over = Bitirmek için verilen süre doldu. Hiçbir şey kaybolmadı: erişim kodunuzu tekrar girin.
redemption-ended = Süre doldu veya sayfadan ayrıldınız. Erişim kodunuzu tekrar girin.
redemption-superseded = Bu erişim koduyla başka bir pencerede devam ettiniz. Orada bitirin veya burada devam etmek için kodu tekrar girin.

cancelled = Pencere işlem bitmeden kapandı. Hazır olduğunuzda tekrar deneyin.
timed-out = Çok uzun sürdü, bu yüzden cihazınız beklemeyi bıraktı. Parmağınızı, yüzünüzü veya ekran kilidinizi hazır tutup tekrar deneyin.
said-no = Tarayıcınız hemen reddetti. Tekrar deneyin. Yine reddederse bu sayfayı başka bir tarayıcıda açın.
press-again = Tarayıcınız düğmeye sizin basmanızı istiyor. Bir kez daha basın.
not-permitted = Bu sayfayı içine alan sayfa, geçiş anahtarlarına izin vermiyor. Bu sayfayı ayrı bir pencerede açın.
unfocused = Tarayıcınız başka bir şeyle meşguldü. Bu sayfaya tıklayıp tekrar deneyin.
interrupted = Cihazınız sizi beklerken bu sayfadan ayrıldınız. Bitene kadar burada kalın ve tekrar deneyin.
in-the-way = Tarayıcınızda bir şey araya girdi, örneğin bir parola yöneticisi. Yanıtı cihazınızın kendisi versin. Tekrar deneyin.
certificate = Bu sayfayla bağlantı güvenli değil, bu yüzden geçiş anahtarı oluşturulamaz. Burada devam etmeyin. { $help }
already-there = Bu cihazda size ait bir geçiş anahtarı zaten var. Onunla giriş yapın.
none-here = Cihazınız geçiş anahtarınızı bulamadı. Kaydettiğiniz yeri seçip tekrar deneyin.
unsupported = Bu cihaz, gereken türde bir geçiş anahtarı oluşturamıyor. Başka bir yöntem seçin.
insecure = Bu sayfanın geçiş anahtarı oluşturma izni yok. Bu, sayfadan kaynaklanıyor, sizden değil. { $help }
no-lock = Bu cihazda ekran kilidi yok. Cihazın ayarlarından PIN, parmak izi veya yüz ekleyin, sonra bu sayfaya dönün.
key-pin = Güvenlik anahtarınızın bir PIN’i olmalı. Cihazınızın ayarlarından PIN belirleyin veya başka bir anahtar kullanın.
key-locked = Güvenlik anahtarınız çok sayıda PIN denemesinden sonra kilitlendi. Başka bir anahtar kullanın.
key-full = Güvenlik anahtarınızda yer kalmadı. Başka bir anahtar kullanın.
pending = Geçiş anahtarı isteyen başka bir pencere hâlâ açık. Onu kapatıp tekrar deneyin.
bluetooth = Bluetooth kapalı. Açıp tekrar deneyin.
store-closed = Cihazınız geçiş anahtarlarını sakladığı yeri açamadı. Cihazı yeniden başlatıp tekrar deneyin veya başka bir yöntem seçin.
in-app = Bu sayfa başka bir uygulamanın içinde açık ve o uygulama geçiş anahtarı oluşturamıyor. Sayfayı Safari, Chrome, Edge veya Firefox ile açın.
wrong-question = Cihazınızdan anlamadığı bir şey istedik. Bu bizden kaynaklanıyor. { $help }
never-answered = Cihazınız yanıt vermedi. Açtığı pencereleri kapatıp tekrar deneyin.
broken = Cihazınız bunu yapamadı. Tekrar deneyin.
faulty = Yanıt cihazınızdan gerektiği gibi gelmedi. Bir parola yöneticisi araya girmiş olabilir: yanıtı cihazınızın kendisi versin. Tekrar deneyin.
not-verified = Cihazınız siz olduğunuzu doğrulamadı. Tekrar deneyin ve parmak izinizi, yüzünüzü veya ekran kilidinizi kullanın.
passkey-refused = Geçiş anahtarı kabul edilmedi, bu yüzden kaydedilmedi. Tekrar deneyin veya başka bir yöntem seçin.
proof-refused = Bu geçiş anahtarıyla olmadı. Tekrar deneyin ve en yenisini seçin.
challenge-ended = Çok uzun sürdü, bu yüzden kaydedilmedi. Tekrar deneyin.
passkey-known = Bu geçiş anahtarı zaten kayıtlı. Onunla giriş yapın veya başka bir yöntem seçin.
way-not-offered = Bu giriş yöntemi burada sunulmuyor. Başka bir yöntem seçin.

unreachable = Yanıt gelmedi. İnternet bağlantınıza bakıp tekrar deneyin. Yazdıklarınız duruyor.
offline = İnternet bağlantınız yok. Bağlantı gelince bu sayfa kendiliğinden devam eder.
too-slow = Yanıt çok uzun sürdü. Ağ yavaş olabilir. Tekrar deneyin: yazdıklarınız duruyor.
blocked = Bu sayfanın kayıt hizmetiyle bağlantı kurma izni yok. Bu, sayfadan kaynaklanıyor, sizden değil. { $help }
garbled = Gelen yanıt bizim değildi. Önce ağa giriş yapmanız gerekebilir: başka bir sayfa açın, sonra tekrar deneyin.
busy = Şu anda yoğunluk var. Biraz bekleyip tekrar deneyin.
busy-until = Şu anda yoğunluk var. { $time } itibarıyla tekrar deneyin.
internal = Bizim tarafımızda bir sorun oldu. Tekrar deneyin. { $help }
slow = Bu, olması gerekenden uzun sürüyor. Ağ yavaş olabilir.
asleep-heading = Kayıt hizmeti yanıt vermiyor

incapable = Burada geçiş anahtarı oluşturulamaz
obstacle-insecure = Bu sayfa güvenli bir bağlantıyla gelmedi. Başına https:// yazıp yeniden açın. Erişim kodunuz hâlâ geçerli.
obstacle-framed = Bu sayfa başka bir sayfanın içinde. Ayrı bir pencerede açın. Erişim kodunuz hâlâ geçerli.
obstacle-browser = Bu tarayıcı geçiş anahtarı oluşturamıyor. Sayfayı Safari, Chrome, Edge veya Firefox ile açın. Erişim kodunuz hâlâ geçerli.
obstacle-in-app = Bu sayfa başka bir uygulamanın içinde açık ve o uygulama geçiş anahtarı oluşturamıyor. Sayfayı Safari, Chrome, Edge veya Firefox ile açın: bu uygulamanın menüsüne bakın veya adresi kopyalayın. Erişim kodunuz hâlâ geçerli.
open-window = Ayrı pencerede aç
copy-address = Adresi kopyala
copied = Kopyalandı
