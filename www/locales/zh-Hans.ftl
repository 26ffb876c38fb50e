page-title = 设置登录方式
page-footer = 您的指纹、人脸或 PIN 码只留在您的设备上，本页面绝不会看到。
language = 语言
asleep-title = 本页面没有启动
asleep-script = 本页面需要 JavaScript，但此浏览器已将其关闭。打开 JavaScript，或换一个浏览器打开本页面。
asleep-reload = 重新加载页面。如果仍然不行，去找给您临时码的人。您的临时码没有被用掉。
asleep-browser = 此浏览器太旧，无法使用本页面。更新浏览器，或换一个浏览器打开本页面。
asleep-again = 重新加载页面

welcome = 欢迎
welcome-name = 欢迎您，{ $name }
enter-lead = 输入您拿到的临时码，用它换取通行密钥：也就是您的指纹、人脸或锁屏密码。
early-lead = 您的临时码从 { $time } 起可用。让本页面开着就行：到时会自动准备好。
over-lead = 这个链接附带的临时码已在 { $time } 到期。您有更新的临时码吗？在这里输入。{ $help }
user-name = 用户名
user-name-hint = 写在临时码旁边，看起来像电子邮件地址。
pass = 临时码
pass-hint-own = 由英文字母和数字组成。不分大小写，连字符可有可无。
pass-hint-printable = 8 到 48 个字符。区分大小写。
pass-hint-asleep = 您拿到的那串字符。
show = 显示
hide = 隐藏
continue = 继续
early-submit = 还没到时间
newer-pass = 我有更新的临时码
waking = 稍等片刻
checking-pass = 正在核对临时码
stop = 停止

repair-ask = 您要输入的是这个吗？
repair-use = 用这个
repair-keep = 保留我输入的

choose = { $name }，您好！选择登录方式
choose-lead = 您的临时码正确。在通行密钥保存好之前，什么都不会被用掉。
no-way = 这里提供的登录方式，此设备都没有。{ $help }
way-passkey = 此设备
way-passkey-about = 用您的指纹、人脸或锁屏密码。不到一分钟即可完成。
way-security-key = 安全密钥
way-security-key-about = 一个小巧的实体密钥，插入或贴近设备使用。备好它的 PIN 码。大约需要两分钟。
not-me = 我不是 { $name }

preparing = 正在准备
ready-passkey = 创建通行密钥
ready-passkey-lead = 接下来，设备会要求您使用指纹、人脸或锁屏密码，和平时解锁一样。
ready-security-key = 使用安全密钥
ready-security-key-lead = 接下来，设备会要求您插入或贴近安全密钥，并输入它的 PIN 码。
make-passkey = 创建我的通行密钥
use-security-key = 使用我的安全密钥
try-again = 重试
other-way = 选择其他方式
sign-in-with-it = 用它登录
creating = 您的设备正在询问您
creating-lead = 按照设备打开的窗口操作。
cancel = 取消
saving = 正在保存通行密钥
unconfirmed = 保存好了吗？我们没有收到回音
unconfirmed-lead = 您的设备已创建通行密钥。再发送一次：不会重复创建，也不会重复用掉什么。
send-again = 再次发送
stop-here = 就到这里

prove = 已保存。现在试用一次
prove-lead = 趁身边有人帮忙，用新的通行密钥登录一次。这样您就知道它能用。
prove-known = 您已经有通行密钥
prove-known-lead = 用您已有的通行密钥登录一次。这样您就知道它能用。
sign-in = 用我的通行密钥登录
proving = 正在核对通行密钥

done = { $name }，您已登录
done-lead = 您的通行密钥可以使用。以后就用它登录。临时码已完成任务：可以扔掉了。
done-lead-multi = 您的通行密钥可以使用。以后就用它登录。
done-lead-known = 您的通行密钥可以使用。以后继续用它登录。这次没有用到临时码：它没有被用掉。
fact-who = 您的登录身份
fact-where = 通行密钥保存在
where-synced = 此设备，以及使用同一账号的其他设备
where-device = 仅此设备
where-security-key = 您的安全密钥

clock-pass = 临时码可用到 { $time }
clock-pass-later = 临时码从 { $time } 起可用
clock-pass-over = 临时码已在 { $time } 到期
clock-here = 在 { $time } 之前完成
clock-here-over = 操作时限已在 { $time } 结束
left = 还剩 { $span }
to-go = 还要等 { $span }
said-left = 完成操作的时间还剩 { $span }。
said-pass-left = 您的临时码还能使用 { $span }。
said-pass-later = 还要等 { $span }，您的临时码才可用。
said-now = 您的临时码现在可用。
device-clock-ahead = 此设备的时钟快了 { $span }。这没有影响：本页面上的时间都是准确的。
device-clock-behind = 此设备的时钟慢了 { $span }。这没有影响：本页面上的时间都是准确的。
more-time = 延长时间
time-short = 剩下的时间不多了。先延长时间，再开始。
time-short-pass = 您的临时码将在 { $time } 到期，时间可能不够。您可以试一试，也可以先领一个新的临时码。{ $help }
time-short-here = 剩下的时间不多了。什么都没有被用掉：再输入一次临时码。

help = 需要帮助，可以找：{ $contact }。
help-unknown = 可以问给您临时码的人。
code = 问题编号：{ $code }
safe-pass = 您的临时码仍然可用。
safe-passkey = 您的通行密钥已保存。
orphan = 您的设备里可能留下了一个不能用的通行密钥。您可以在设备的设置中将它删除。
twice = 这已经是第二次了。换一种方式可能更快。

user-name-empty = 输入您的用户名。
user-name-wrong = 照临时码旁边的写法输入用户名，不要输入其他内容。
pass-empty = 输入您的临时码。
pass-short =
    { $count ->
       *[other] 少了 { $count } 个字符。和您拿到的临时码对照一下。
    }
pass-long =
    { $count ->
       *[other] 多了 { $count } 个字符。只输入临时码，不要输入其他内容。
    }
pass-character = 第 { $place } 个字符不会出现在临时码里。和您拿到的临时码对照一下。
pass-character-own = 第 { $place } 个字符不会出现在临时码里。临时码只有英文字母和数字，而且没有字母 U。
pass-check = 有一个字符不对，或者有两个字符颠倒了。和您拿到的临时码对照一下。这次不计入尝试次数。

slip-invisible = 临时码里有一个看不见的符号，是复制时带进来的。
slip-line-break = 临时码被分成了两行，应该连在一起。
slip-space = 临时码中间有空格。临时码里没有空格。
slip-quotes = 临时码两边有引号，可能不是临时码的一部分。
slip-smart-quotes = 您的设备改动了临时码里的引号。
slip-dash = 您的设备把临时码里的连字符变成了更长的横线。
slip-other-form = 有些字符只是和临时码里的字符长得像。
slip-look-alike = 有些字母只是和临时码里的字母长得像。键盘可能设成了其他语言。
slip-layout = 键盘似乎设成了其他语言。
slip-punctuation = 末尾有句号或逗号，可能不是临时码的一部分。
slip-label = 这里除了临时码，还有别的内容。
slip-email = 这看起来像电子邮件地址。临时码是您拿到的那串字符。
slip-link = 这看起来像链接。临时码是您拿到的那串字符。
slip-telephone = 这看起来像电话号码。临时码是您拿到的那串字符。
slip-app-code = 这看起来像手机应用里的验证码。临时码更长：是您拿到的那串字符。
slip-caps-lock = Caps Lock（大写锁定）已打开。临时码区分大小写。
slip-swapped = 用户名和临时码填反了位置。
slip-together = 用户名和临时码填在了同一栏里。
slip-user-name = 这里除了用户名，还有别的内容。

pass-refused = 这个用户名和这个临时码对不上。把两者都和您拿到的对照一下。
pass-not-yet = 您的临时码从 { $time } 起可用。本页面到时会自动准备好。
pass-now = 您的临时码现在可用。按“继续”。
pass-expired = 您的临时码已在 { $time } 到期。您需要一个新的。{ $help }
pass-expired-unknown = 您的临时码已到期。您需要一个新的。{ $help }
pass-used = 您的临时码已经用过了。如果您用它创建过通行密钥，就用那个通行密钥登录。如果没有，马上反映情况。{ $help }
pass-replaced = 您已领到更新的临时码。这一个不能再用了：用最新的那个。
pass-revoked = 您的临时码已被收回。您需要一个新的。{ $help }
invitation-refused = 您打开的链接在传送途中被改动了。没有它也可以：照您拿到的内容输入用户名和临时码。
time-over = 操作时限到了。什么都没有被用掉：再输入一次临时码。
redemption-ended = 操作时限到了，或者您离开了页面。再输入一次临时码。
redemption-superseded = 您已在另一个窗口用这个临时码继续操作。在那边完成，或再输入一次临时码，在这里继续。

cancelled = 窗口在完成之前关闭了。准备好后再试一次。
timed-out = 等待时间太长，设备不再询问了。准备好手指、人脸或锁屏密码，然后再试一次。
said-no = 浏览器马上拒绝了。再试一次。如果又被拒绝，换一个浏览器打开本页面。
press-again = 浏览器要求您亲自按下按钮。再按一次。
not-permitted = 包含本页面的外层页面不允许使用通行密钥。在单独的窗口中打开本页面。
unfocused = 浏览器刚才不在本页面上。点一下本页面，然后再试一次。
interrupted = 设备询问时，您离开了本页面。再试一次，并留在这里直到完成。
in-the-way = 浏览器中有东西挡住了，比如密码管理器。让设备自己来回应，然后再试一次。
certificate = 与本页面的连接不安全，因此无法创建通行密钥。不要在这里继续。{ $help }
already-there = 此设备上已经有您的通行密钥。用它登录。
none-here = 设备没有找到您的通行密钥。选择您保存它的位置，然后再试一次。
unsupported = 此设备无法创建所需类型的通行密钥。选择其他方式。
insecure = 本页面不能创建通行密钥。这是页面的问题，不是您的问题。{ $help }
no-lock = 此设备没有设置锁屏。在设备的设置中添加 PIN 码、指纹或人脸，然后回到本页面。
key-pin = 您的安全密钥需要 PIN 码。在设备的设置中为它设一个，或使用另一个安全密钥。
key-locked = PIN 码多次不正确，您的安全密钥已锁定。使用另一个安全密钥。
key-full = 您的安全密钥已经存满。使用另一个安全密钥。
pending = 另一个要求使用通行密钥的窗口还开着。关闭它，然后再试一次。
bluetooth = 蓝牙已关闭。打开蓝牙，然后再试一次。
store-closed = 设备无法打开存放通行密钥的地方。重启设备后再试一次，或选择其他方式。
in-app = 本页面是在另一个应用里打开的，那里无法创建通行密钥。用 Safari、Chrome、Edge 或 Firefox 打开本页面。
wrong-question = 我们向设备提出了它不明白的要求。这是我们的问题。{ $help }
never-answered = 设备没有回应。关闭它打开的窗口，然后再试一次。
broken = 设备没能完成。再试一次。
faulty = 设备的回应不对。可能被密码管理器挡住了：让设备自己来回应，然后再试一次。
not-verified = 设备没有确认是您本人。再试一次，并使用您的指纹、人脸或锁屏密码。
passkey-refused = 通行密钥没有被接受，因此没有保存。再试一次，或选择其他方式。
proof-refused = 用这个通行密钥没有成功。再试一次，并选择最新的那个。
challenge-ended = 用时太长，因此没有保存。再试一次。
passkey-known = 这个通行密钥已经保存过。用它登录，或选择其他方式。
way-not-offered = 这里不提供这种登录方式。选择其他方式。

unreachable = 没有收到回应。检查您是否已联网，然后再试一次。您输入的内容还在。
offline = 您没有联网。重新联网后，本页面会自动继续。
too-slow = 等了太久没有回应，网络可能较慢。再试一次：您输入的内容还在。
blocked = 本页面无法连接登记服务。这是页面的问题，不是您的问题。{ $help }
garbled = 收到的回应不是我们发出的。您可能要先登录这个网络：打开另一个网页，然后再试一次。
busy = 现在使用的人很多。稍等片刻，然后再试一次。
busy-until = 现在使用的人很多。到 { $time } 再试一次。
internal = 我们这边出了问题。再试一次。{ $help }
slow = 用时比平常长。网络可能较慢。
asleep-heading = 登记服务没有回应

incapable = 这里无法创建通行密钥
obstacle-insecure = 本页面不是通过安全连接打开的。在地址前面加上 https:// 重新打开。您的临时码仍然可用。
obstacle-framed = 本页面嵌在另一个页面里。在单独的窗口中打开。您的临时码仍然可用。
obstacle-browser = 此浏览器无法创建通行密钥。用 Safari、Chrome、Edge 或 Firefox 打开本页面。您的临时码仍然可用。
obstacle-in-app = 本页面是在另一个应用里打开的，那里无法创建通行密钥。用 Safari、Chrome、Edge 或 Firefox 打开本页面：在这个应用的菜单里找一找，或复制地址。您的临时码仍然可用。
open-window = 在单独的窗口中打开
copy-address = 复制地址
copied = 已复制
