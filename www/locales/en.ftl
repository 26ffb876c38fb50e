page-title = Set up your sign-in
page-footer = Your fingerprint, face or PIN stays on your device. This page never sees it.
language = Language
asleep-title = This page has not started
asleep-script = It needs scripts, and they are switched off in this browser. Switch them on, or open this page in another browser.
asleep-reload = Load the page again. If that does not help, go to the person who gave you the pass. Your pass is not used up.
asleep-browser = This browser is too old for this page. Update it, or open this page in another one.
asleep-again = Load the page again

welcome = Welcome
welcome-name = Welcome, { $name }
enter-lead = Type the pass you were given. You trade it for a passkey: your fingerprint, face or screen lock.
early-lead = Your pass works from { $time }. Leave this page open: it gets ready by itself.
over-lead = The pass that came with this link ended at { $time }. Do you have a newer one? Enter it here. { $help }
user-name = User name
user-name-hint = It stands next to your pass and looks like an email address.
pass = Pass
pass-hint-own = Letters and digits. Capitals and hyphens do not matter.
pass-hint-printable = 8 to 48 characters. Capital letters matter.
pass-hint-asleep = The code you were given.
show = Show
hide = Hide
continue = Continue
early-submit = Not yet
newer-pass = I was given a newer pass
waking = One moment
checking-pass = Checking your pass
stop = Stop

repair-ask = Did you mean this?
repair-use = Use this
repair-keep = Keep what I typed

choose = Hello { $name }, choose your way in
choose-lead = Your pass is right. Nothing is used up until your passkey is saved.
no-way = This device has none of the ways in that are offered here. { $help }
way-passkey = This device
way-passkey-about = Your fingerprint, face or screen lock. Takes less than a minute.
way-security-key = A security key
way-security-key-about = A small key that you plug in or hold to the device. Have its PIN ready. Takes about two minutes.
not-me = I am not { $name }

preparing = Getting ready
ready-passkey = Make your passkey
ready-passkey-lead = Your device now asks for your fingerprint, face or screen lock, just as when you unlock it.
ready-security-key = Use your security key
ready-security-key-lead = Your device now asks you to plug the key in or hold it close, and for its PIN.
make-passkey = Make my passkey
use-security-key = Use my key
try-again = Try again
other-way = Choose another way
sign-in-with-it = Sign in with it
creating = Your device is asking
creating-lead = Follow the window that your device has opened.
cancel = Cancel
saving = Saving your passkey
unconfirmed = Is it saved? We did not hear
unconfirmed-lead = Your device has made the passkey. Send it again: nothing is made or used up twice.
send-again = Send again
stop-here = Stop here

prove = Saved. Now try it once
prove-lead = Sign in with your new passkey while help is near. Then you know that it works.
prove-known = You have a passkey already
prove-known-lead = Sign in once with the passkey that you have. Then you know that it works.
sign-in = Sign in with my passkey
proving = Checking your passkey

done = You are in, { $name }
done-lead = Your passkey works. From now on you sign in with it. Your pass has done its work: you can throw it away.
done-lead-multi = Your passkey works. From now on you sign in with it.
done-lead-known = Your passkey works. Go on signing in with it. You did not need your pass: it is not used up.
fact-who = You sign in as
fact-where = Where your passkey lives
where-synced = On this device, and on your other devices with the same account
where-device = On this device only
where-security-key = On your security key

clock-pass = Pass works until { $time }
clock-pass-later = Pass works from { $time }
clock-pass-over = Pass ended at { $time }
clock-here = Finish here by { $time }
clock-here-over = The time to finish here ended at { $time }
left = { $span } left
to-go = { $span } to go
said-left = { $span } left to finish here.
said-pass-left = Your pass works for another { $span }.
said-pass-later = Your pass works in { $span }.
said-now = Your pass works now.
device-clock-ahead = The clock of this device is { $span } ahead. That does no harm here: all times on this page are right.
device-clock-behind = The clock of this device is { $span } behind. That does no harm here: all times on this page are right.
more-time = Give me more time
time-short = There is little time left to finish here. Take more time before you start.
time-short-pass = Your pass ends at { $time }. That may be too soon to finish. You can try, or get a new pass first. { $help }
time-short-here = There is little time left to finish here. Nothing is used up: enter your pass again.

help = Ask { $contact }.
help-unknown = Ask the person who gave you the pass.
code = Code { $code }
safe-pass = Your pass still works.
safe-passkey = Your passkey is saved.
orphan = Your device may have kept a passkey that does not work. You can delete it in its settings.
twice = That is the second time. Another way may be quicker.

user-name-empty = Enter your user name.
user-name-wrong = Enter your user name as it stands next to your pass, and nothing else.
pass-empty = Enter your pass.
pass-short =
    { $count ->
        [one] One character is missing. Compare it with what you were given.
       *[other] { $count } characters are missing. Compare it with what you were given.
    }
pass-long =
    { $count ->
        [one] That is one character too many. Compare it with what you were given.
       *[other] That is { $count } characters too many. Enter the pass and nothing else.
    }
pass-character = Character { $place } does not belong in a pass. Compare it with what you were given.
pass-character-own = Character { $place } does not belong in a pass. A pass has only letters and digits, and never the letter U.
pass-check = One character is wrong, or two are swapped. Compare it with what you were given. This did not count as a try.

slip-invisible = There is a hidden sign inside your pass. It came along when you copied it.
slip-line-break = Your pass is broken over two lines. It belongs together.
slip-space = There is a space inside your pass. A pass has none.
slip-quotes = There are quotation marks around your pass. They may not belong to it.
slip-smart-quotes = Your device changed a quotation mark in your pass.
slip-dash = Your device changed a hyphen in your pass into a longer dash.
slip-other-form = Some characters only look like the ones in a pass.
slip-look-alike = Some letters only look like the ones in a pass. Your keyboard may be set to another language.
slip-layout = Your keyboard seems to be set to another language.
slip-punctuation = There is a full stop or comma at the end. It may not belong to your pass.
slip-label = There is more here than your pass.
slip-email = That looks like an email address. Your pass is the code you were given.
slip-link = That looks like a link. Your pass is the code you were given.
slip-telephone = That looks like a phone number. Your pass is the code you were given.
slip-app-code = That looks like a code from an app on your phone. Your pass is longer: it is the code you were given.
slip-caps-lock = Caps Lock is on. Capital letters matter in a pass.
slip-swapped = Your user name and your pass have changed places.
slip-together = Your user name and your pass are in one field.
slip-user-name = There is more here than your user name.

pass-refused = This user name and this pass do not go together. Compare both with what you were given.
pass-not-yet = Your pass works from { $time }. This page gets ready by itself.
pass-now = Your pass works now. Press Continue.
pass-expired = Your pass ended at { $time }. You need a new one. { $help }
pass-expired-unknown = Your pass has ended. You need a new one. { $help }
pass-used = Your pass has been used already. If you made a passkey with it, sign in with that. If you did not, say so at once. { $help }
pass-replaced = You were given a newer pass. This one no longer works: use the newest.
pass-revoked = Your pass was taken back. You need a new one. { $help }
invitation-refused = The link that you opened was changed on its way. You do not need it: enter your user name and pass as you were given them.
time-over = The time to finish ran out. Nothing is used up: enter your pass again.
redemption-ended = The time to finish ran out, or you left. Enter your pass again.
redemption-superseded = You went on with this pass in another window. Finish there, or enter the pass again to go on here.

cancelled = You closed the window before it was done. Try again when you are ready.
timed-out = It took too long, so your device stopped asking. Have your finger, face or screen lock ready, then try again.
said-no = Your browser said no at once. Try again. If it says no again, open this page in another browser.
press-again = Your browser wants you to press the button yourself. Press it once more.
not-permitted = The page around this one does not allow passkeys. Open it in a window of its own.
unfocused = Your browser was looking elsewhere. Click on this page, then try again.
interrupted = You left this page while your device was asking. Stay here until it is done, then try again.
in-the-way = Something in your browser got in the way, such as a password manager. Let your device itself answer, then try again.
certificate = The connection to this page is not safe, so no passkey can be made. Do not go on here. { $help }
already-there = This device already has a passkey for you. Sign in with it.
none-here = Your device did not find your passkey. Pick the place where you saved it, then try again.
unsupported = This device cannot make the kind of passkey that is needed. Choose another way.
insecure = This page is not allowed to make a passkey. That is a mistake of the page, not yours. { $help }
no-lock = This device has no screen lock. Set up a PIN, fingerprint or face in its settings, then come back to this page.
key-pin = Your security key needs a PIN. Set one in the settings of your device, or use another key.
key-locked = Your security key is locked after too many wrong PINs. Use another key.
key-full = There is no room left on your security key. Use another key.
pending = Another window that asks for a passkey is still open. Close it, then try again.
bluetooth = Bluetooth is off. Switch it on, then try again.
store-closed = Your device could not open the place where it keeps passkeys. Restart it and try again, or choose another way.
in-app = This page is open inside another app, which cannot make passkeys. Open it in Safari, Chrome, Edge or Firefox.
wrong-question = We asked your device for something it does not understand. That is our mistake. { $help }
never-answered = Your device did not answer. Close any window that it has open, then try again.
broken = Your device could not do it. Try again.
faulty = The answer did not come from your device as it should. A password manager may be in the way: let your device itself answer, then try again.
not-verified = Your device did not check that it is you. Try again and use your fingerprint, face or screen lock.
passkey-refused = The passkey was not accepted, so it is not saved. Try again, or choose another way.
proof-refused = That did not work with this passkey. Try again and pick the newest one.
challenge-ended = That took too long, so it was not saved. Try again.
passkey-known = This passkey is saved already. Sign in with it, or choose another way.
way-not-offered = This way in is not offered here. Choose another way.

unreachable = No answer came. Check that you are online, then try again. What you typed is kept.
offline = You are offline. When you are online again, this page goes on by itself.
too-slow = The answer took too long. The network may be slow. Try again: what you typed is kept.
blocked = This page may not talk to the registration. That is a mistake of the page, not yours. { $help }
garbled = The answer was not ours. The network may want you to sign in to it first: open another page, then try again.
busy = There is a lot going on right now. Wait a moment, then try again.
busy-until = There is a lot going on right now. Try again at { $time }.
internal = Something went wrong on our side. Try again. { $help }
slow = This takes longer than it should. The network may be slow.
asleep-heading = The registration does not answer

incapable = No passkey can be made here
obstacle-insecure = This page did not come over a safe connection. Open it again with https:// in front. Your pass still works.
obstacle-framed = This page stands inside another one. Open it in a window of its own. Your pass still works.
obstacle-browser = This browser cannot make passkeys. Open this page in Safari, Chrome, Edge or Firefox. Your pass still works.
obstacle-in-app = This page is open inside another app, which cannot make passkeys. Open it in Safari, Chrome, Edge or Firefox: look in the menu of this app, or copy the address. Your pass still works.
open-window = Open in a window of its own
copy-address = Copy the address
copied = Copied
