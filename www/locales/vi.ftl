page-title = Thiết lập cách đăng nhập của bạn
page-footer = Vân tay, khuôn mặt hay mã PIN của bạn luôn ở lại trên thiết bị. Trang này không bao giờ nhìn thấy chúng.
language = Ngôn ngữ
asleep-title = Trang này chưa khởi động
asleep-script = Trang này cần JavaScript, nhưng trình duyệt này đang tắt JavaScript. Hãy bật lên hoặc mở trang này trong trình duyệt khác.
asleep-reload = Hãy tải lại trang. Nếu vẫn không được, hãy gặp người đã đưa mã tạm thời cho bạn. Mã của bạn chưa bị dùng.
asleep-browser = Trình duyệt này quá cũ đối với trang này. Hãy cập nhật hoặc mở trang này trong trình duyệt khác.
asleep-again = Tải lại trang

welcome = Chào mừng bạn
welcome-name = Chào mừng { $name }
enter-lead = Hãy nhập mã tạm thời mà bạn nhận được. Bạn đổi mã này lấy khóa truy cập (passkey): vân tay, khuôn mặt hoặc khóa màn hình của bạn.
early-lead = Mã tạm thời của bạn dùng được từ { $time }. Cứ để trang này mở: trang sẽ tự sẵn sàng.
over-lead = Mã tạm thời kèm theo liên kết này đã hết hạn lúc { $time }. Bạn có mã mới hơn không? Hãy nhập vào đây. { $help }
user-name = Tên người dùng
user-name-hint = Tên này nằm cạnh mã tạm thời và trông giống địa chỉ email.
pass = Mã tạm thời
pass-hint-own = Gồm chữ cái không dấu và chữ số. Chữ hoa và dấu gạch nối không quan trọng.
pass-hint-printable = Từ 8 đến 48 ký tự. Có phân biệt chữ hoa và chữ thường.
pass-hint-asleep = Mã mà bạn nhận được.
show = Hiện
hide = Ẩn
continue = Tiếp tục
early-submit = Chưa đến giờ
newer-pass = Tôi có mã tạm thời mới hơn
waking = Chờ một chút
checking-pass = Đang kiểm tra mã tạm thời
stop = Dừng

repair-ask = Có phải ý bạn là thế này?
repair-use = Dùng gợi ý này
repair-keep = Giữ nội dung tôi đã gõ

choose = Chào { $name }, hãy chọn cách đăng nhập
choose-lead = Mã tạm thời của bạn đúng. Mã chỉ bị tính là đã dùng khi khóa truy cập được lưu.
no-way = Thiết bị này không có cách đăng nhập nào được hỗ trợ ở đây. { $help }
way-passkey = Thiết bị này
way-passkey-about = Vân tay, khuôn mặt hoặc khóa màn hình của bạn. Mất chưa đến một phút.
way-security-key = Khóa bảo mật
way-security-key-about = Một chiếc khóa nhỏ mà bạn cắm vào hoặc đưa lại gần thiết bị. Hãy chuẩn bị sẵn mã PIN của khóa. Mất khoảng hai phút.
not-me = Tôi không phải là { $name }

preparing = Đang chuẩn bị
ready-passkey = Tạo khóa truy cập của bạn
ready-passkey-lead = Thiết bị sẽ hỏi vân tay, khuôn mặt hoặc khóa màn hình, giống như khi bạn mở khóa máy.
ready-security-key = Dùng khóa bảo mật của bạn
ready-security-key-lead = Thiết bị sẽ yêu cầu bạn cắm khóa vào hoặc đưa khóa lại gần, rồi nhập mã PIN của khóa.
make-passkey = Tạo khóa truy cập
use-security-key = Dùng khóa bảo mật
try-again = Thử lại
other-way = Chọn cách khác
sign-in-with-it = Đăng nhập bằng khóa này
creating = Thiết bị đang chờ bạn
creating-lead = Hãy làm theo cửa sổ mà thiết bị vừa mở.
cancel = Hủy
saving = Đang lưu khóa truy cập
unconfirmed = Đã lưu chưa? Chưa có phản hồi
unconfirmed-lead = Thiết bị đã tạo khóa truy cập. Hãy gửi lại: không có gì bị tạo hay dùng hai lần.
send-again = Gửi lại
stop-here = Dừng tại đây

prove = Đã lưu. Giờ hãy thử một lần
prove-lead = Hãy đăng nhập bằng khóa truy cập mới khi còn có người giúp ở gần. Như vậy bạn biết chắc là khóa dùng được.
prove-known = Bạn đã có khóa truy cập
prove-known-lead = Hãy đăng nhập một lần bằng khóa truy cập mà bạn đang có. Như vậy bạn biết chắc là khóa dùng được.
sign-in = Đăng nhập bằng khóa truy cập
proving = Đang kiểm tra khóa truy cập

done = Đăng nhập thành công, { $name }
done-lead = Khóa truy cập của bạn dùng được. Từ nay bạn đăng nhập bằng khóa này. Mã tạm thời đã xong việc: bạn có thể bỏ đi.
done-lead-multi = Khóa truy cập của bạn dùng được. Từ nay bạn đăng nhập bằng khóa này.
done-lead-known = Khóa truy cập của bạn dùng được. Cứ tiếp tục đăng nhập bằng khóa này. Bạn không cần đến mã tạm thời: mã chưa bị dùng.
fact-who = Bạn đăng nhập với tên
fact-where = Nơi lưu khóa truy cập
where-synced = Trên thiết bị này và trên các thiết bị khác của bạn có cùng tài khoản
where-device = Chỉ trên thiết bị này
where-security-key = Trên khóa bảo mật của bạn

clock-pass = Mã tạm thời dùng được đến { $time }
clock-pass-later = Mã tạm thời dùng được từ { $time }
clock-pass-over = Mã tạm thời đã hết hạn lúc { $time }
clock-here = Hãy hoàn tất ở đây trước { $time }
clock-here-over = Thời gian hoàn tất đã hết lúc { $time }
left = Còn { $span }
to-go = Còn { $span } nữa
said-left = Còn { $span } để hoàn tất ở đây.
said-pass-left = Mã tạm thời của bạn còn dùng được { $span } nữa.
said-pass-later = Mã tạm thời của bạn sẽ dùng được sau { $span } nữa.
said-now = Mã tạm thời của bạn đã dùng được.
device-clock-ahead = Đồng hồ của thiết bị này nhanh { $span }. Ở đây điều đó không sao: mọi mốc giờ trên trang này đều đúng.
device-clock-behind = Đồng hồ của thiết bị này chậm { $span }. Ở đây điều đó không sao: mọi mốc giờ trên trang này đều đúng.
more-time = Cho tôi thêm thời gian
time-short = Thời gian để hoàn tất ở đây còn ít. Hãy lấy thêm thời gian trước khi bắt đầu.
time-short-pass = Mã tạm thời của bạn hết hạn lúc { $time }. Có thể không kịp hoàn tất. Bạn có thể thử, hoặc xin mã mới trước. { $help }
time-short-here = Thời gian để hoàn tất ở đây còn ít. Bạn không mất gì cả: hãy nhập lại mã tạm thời.

help = Hãy hỏi: { $contact }.
help-unknown = Hãy hỏi người đã đưa mã tạm thời cho bạn.
code = Mã hỗ trợ { $code }
safe-pass = Mã tạm thời của bạn vẫn dùng được.
safe-passkey = Khóa truy cập của bạn đã được lưu.
orphan = Thiết bị có thể còn giữ một khóa truy cập không dùng được. Bạn có thể xóa khóa đó trong phần cài đặt.
twice = Đây là lần thứ hai. Cách khác có thể nhanh hơn.

user-name-empty = Hãy nhập tên người dùng.
user-name-wrong = Hãy nhập tên người dùng đúng như ghi cạnh mã tạm thời, không thêm gì khác.
pass-empty = Hãy nhập mã tạm thời.
pass-short =
    { $count ->
       *[other] Thiếu { $count } ký tự. Hãy so lại với mã bạn nhận được.
    }
pass-long =
    { $count ->
       *[other] Thừa { $count } ký tự. Hãy chỉ nhập mã tạm thời, không thêm gì khác.
    }
pass-character = Ký tự thứ { $place } không thể có trong mã tạm thời. Hãy so lại với mã bạn nhận được.
pass-character-own = Ký tự thứ { $place } không thể có trong mã tạm thời. Mã chỉ gồm chữ cái không dấu và chữ số, không bao giờ có chữ U.
pass-check = Có một ký tự chưa đúng hoặc hai ký tự bị đổi chỗ. Hãy so lại với mã bạn nhận được. Lần này không bị tính là một lần thử.

slip-invisible = Có một ký tự ẩn trong mã tạm thời. Ký tự này đi theo khi sao chép.
slip-line-break = Mã tạm thời bị ngắt thành hai dòng. Mã phải viết liền.
slip-space = Có dấu cách trong mã tạm thời. Mã không có dấu cách.
slip-quotes = Có dấu ngoặc kép quanh mã tạm thời. Dấu này có thể không thuộc về mã.
slip-smart-quotes = Thiết bị đã tự đổi một dấu ngoặc kép trong mã tạm thời.
slip-dash = Thiết bị đã tự đổi một dấu gạch nối trong mã tạm thời thành dấu gạch dài.
slip-other-form = Một số ký tự chỉ trông giống ký tự trong mã tạm thời.
slip-look-alike = Một số chữ cái chỉ trông giống chữ cái trong mã tạm thời. Bàn phím có thể đang đặt ở ngôn ngữ khác.
slip-layout = Có vẻ bàn phím đang đặt ở ngôn ngữ khác.
slip-punctuation = Có dấu chấm hoặc dấu phẩy ở cuối. Dấu này có thể không thuộc về mã tạm thời.
slip-label = Ở đây có thêm nội dung ngoài mã tạm thời.
slip-email = Nội dung này trông giống địa chỉ email. Mã tạm thời là mã mà bạn nhận được.
slip-link = Nội dung này trông giống liên kết. Mã tạm thời là mã mà bạn nhận được.
slip-telephone = Nội dung này trông giống số điện thoại. Mã tạm thời là mã mà bạn nhận được.
slip-app-code = Nội dung này trông giống mã từ một ứng dụng trên điện thoại. Mã tạm thời dài hơn: đó là mã mà bạn nhận được.
slip-caps-lock = Caps Lock đang bật. Mã tạm thời có phân biệt chữ hoa và chữ thường.
slip-swapped = Tên người dùng và mã tạm thời bị đổi chỗ cho nhau.
slip-together = Tên người dùng và mã tạm thời nằm chung một ô.
slip-user-name = Ở đây có thêm nội dung ngoài tên người dùng.

pass-refused = Tên người dùng này và mã tạm thời này không đi với nhau. Hãy so cả hai với những gì bạn nhận được.
pass-not-yet = Mã tạm thời của bạn dùng được từ { $time }. Trang này sẽ tự sẵn sàng.
pass-now = Mã tạm thời của bạn đã dùng được. Hãy nhấn “Tiếp tục”.
pass-expired = Mã tạm thời của bạn đã hết hạn lúc { $time }. Bạn cần mã mới. { $help }
pass-expired-unknown = Mã tạm thời của bạn đã hết hạn. Bạn cần mã mới. { $help }
pass-used = Mã tạm thời của bạn đã được dùng rồi. Nếu bạn đã tạo khóa truy cập bằng mã này, hãy đăng nhập bằng khóa đó. Nếu không phải bạn, hãy báo ngay. { $help }
pass-replaced = Bạn đã được cấp mã tạm thời mới hơn. Mã này không dùng được nữa: hãy dùng mã mới nhất.
pass-revoked = Mã tạm thời của bạn đã bị thu hồi. Bạn cần mã mới. { $help }
invitation-refused = Liên kết bạn mở đã bị thay đổi trên đường gửi. Bạn không cần liên kết đó: hãy nhập tên người dùng và mã tạm thời đúng như bạn nhận được.
time-over = Đã hết thời gian hoàn tất. Bạn không mất gì cả: hãy nhập lại mã tạm thời.
redemption-ended = Đã hết thời gian hoàn tất, hoặc bạn đã rời trang. Hãy nhập lại mã tạm thời.
redemption-superseded = Bạn đã tiếp tục với mã này ở một cửa sổ khác. Hãy hoàn tất ở đó, hoặc nhập lại mã để tiếp tục tại đây.

cancelled = Cửa sổ đã đóng trước khi xong. Hãy thử lại khi bạn sẵn sàng.
timed-out = Việc này mất quá lâu nên thiết bị đã ngừng chờ. Hãy chuẩn bị sẵn ngón tay, khuôn mặt hoặc khóa màn hình, rồi thử lại.
said-no = Trình duyệt từ chối ngay. Hãy thử lại. Nếu vẫn bị từ chối, hãy mở trang này trong trình duyệt khác.
press-again = Trình duyệt cần chính bạn nhấn nút. Hãy nhấn thêm một lần nữa.
not-permitted = Trang chứa trang này không cho phép dùng khóa truy cập. Hãy mở trang này trong cửa sổ riêng.
unfocused = Trình duyệt đang bận ở chỗ khác. Hãy nhấp vào trang này rồi thử lại.
interrupted = Bạn đã rời trang này trong khi thiết bị đang chờ bạn. Hãy ở lại đây cho đến khi xong, rồi thử lại.
in-the-way = Có gì đó trong trình duyệt đã xen vào, chẳng hạn trình quản lý mật khẩu. Hãy để chính thiết bị phản hồi, rồi thử lại.
certificate = Kết nối đến trang này không an toàn nên không thể tạo khóa truy cập. Đừng tiếp tục ở đây. { $help }
already-there = Thiết bị này đã có khóa truy cập của bạn. Hãy đăng nhập bằng khóa đó.
none-here = Thiết bị không tìm thấy khóa truy cập của bạn. Hãy chọn nơi bạn đã lưu khóa, rồi thử lại.
unsupported = Thiết bị này không tạo được loại khóa truy cập cần thiết. Hãy chọn cách khác.
insecure = Trang này không được phép tạo khóa truy cập. Đó là do trang, không phải do bạn. { $help }
no-lock = Thiết bị này chưa có khóa màn hình. Hãy đặt mã PIN, vân tay hoặc khuôn mặt trong phần cài đặt, rồi quay lại trang này.
key-pin = Khóa bảo mật của bạn cần có mã PIN. Hãy đặt mã PIN trong phần cài đặt của thiết bị, hoặc dùng khóa bảo mật khác.
key-locked = Khóa bảo mật của bạn đã bị chặn vì mã PIN không đúng quá nhiều lần. Hãy dùng khóa bảo mật khác.
key-full = Khóa bảo mật của bạn đã hết chỗ. Hãy dùng khóa bảo mật khác.
pending = Một cửa sổ khác đang hỏi khóa truy cập vẫn còn mở. Hãy đóng cửa sổ đó, rồi thử lại.
bluetooth = Bluetooth đang tắt. Hãy bật lên, rồi thử lại.
store-closed = Thiết bị không mở được nơi cất giữ khóa truy cập. Hãy khởi động lại thiết bị rồi thử lại, hoặc chọn cách khác.
in-app = Trang này đang mở trong một ứng dụng khác, và ứng dụng đó không tạo được khóa truy cập. Hãy mở trang bằng Safari, Chrome, Edge hoặc Firefox.
wrong-question = Chúng tôi đã hỏi thiết bị một điều mà thiết bị không hiểu. Đó là do chúng tôi. { $help }
never-answered = Thiết bị không phản hồi. Hãy đóng mọi cửa sổ mà thiết bị đã mở, rồi thử lại.
broken = Thiết bị không làm được việc này. Hãy thử lại.
faulty = Phản hồi từ thiết bị không như cần có. Có thể trình quản lý mật khẩu đã xen vào: hãy để chính thiết bị phản hồi, rồi thử lại.
not-verified = Thiết bị chưa kiểm tra đó có phải là bạn không. Hãy thử lại và dùng vân tay, khuôn mặt hoặc khóa màn hình.
passkey-refused = Khóa truy cập không được chấp nhận nên chưa được lưu. Hãy thử lại, hoặc chọn cách khác.
proof-refused = Không đăng nhập được bằng khóa truy cập này. Hãy thử lại và chọn khóa mới nhất.
challenge-ended = Việc này mất quá lâu nên chưa được lưu. Hãy thử lại.
passkey-known = Khóa truy cập này đã được lưu rồi. Hãy đăng nhập bằng khóa này, hoặc chọn cách khác.
way-not-offered = Cách đăng nhập này không được hỗ trợ ở đây. Hãy chọn cách khác.

unreachable = Không có phản hồi. Hãy kiểm tra kết nối mạng, rồi thử lại. Nội dung bạn đã gõ vẫn được giữ.
offline = Bạn đang mất kết nối mạng. Khi có mạng lại, trang này sẽ tự chạy tiếp.
too-slow = Chờ phản hồi quá lâu. Mạng có thể đang chậm. Hãy thử lại: nội dung bạn đã gõ vẫn được giữ.
blocked = Trang này không được phép kết nối với hệ thống đăng ký. Đó là do trang, không phải do bạn. { $help }
garbled = Phản hồi nhận được không phải của chúng tôi. Có thể bạn cần đăng nhập vào mạng trước: hãy mở một trang khác, rồi thử lại.
busy = Hiện đang có nhiều người dùng. Hãy chờ một lát, rồi thử lại.
busy-until = Hiện đang có nhiều người dùng. Hãy thử lại lúc { $time }.
internal = Phía chúng tôi có trục trặc. Hãy thử lại. { $help }
slow = Việc này lâu hơn bình thường. Mạng có thể đang chậm.
asleep-heading = Hệ thống đăng ký không phản hồi

incapable = Không thể tạo khóa truy cập ở đây
obstacle-insecure = Trang này không đến qua kết nối an toàn. Hãy mở lại với https:// ở đầu địa chỉ. Mã tạm thời của bạn vẫn dùng được.
obstacle-framed = Trang này nằm trong một trang khác. Hãy mở trang này trong cửa sổ riêng. Mã tạm thời của bạn vẫn dùng được.
obstacle-browser = Trình duyệt này không tạo được khóa truy cập. Hãy mở trang này bằng Safari, Chrome, Edge hoặc Firefox. Mã tạm thời của bạn vẫn dùng được.
obstacle-in-app = Trang này đang mở trong một ứng dụng khác, và ứng dụng đó không tạo được khóa truy cập. Hãy mở trang bằng Safari, Chrome, Edge hoặc Firefox: xem trong menu của ứng dụng này, hoặc sao chép địa chỉ. Mã tạm thời của bạn vẫn dùng được.
open-window = Mở trong cửa sổ riêng
copy-address = Sao chép địa chỉ
copied = Đã sao chép
