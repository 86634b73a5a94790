<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>ChoiceCard</name>
        <message>
            <source>Một tháng</source>
            <translation>One month</translation>
        </message>
        <message>
            <source>Từ ngày đến ngày</source>
            <translation>From day to day</translation>
        </message>
        <message>
            <source>Cả quyển</source>
            <translation>The whole volume</translation>
        </message>
        <message>
            <source>In những khách đến trong</source>
            <translation>Print guests who arrived in</translation>
        </message>
        <message>
            <source>Tháng trước</source>
            <translation>Month before</translation>
        </message>
        <message>
            <source>Tháng sau</source>
            <translation>Month after</translation>
        </message>
        <message>
            <source>Từ ngày</source>
            <translation>From day</translation>
        </message>
        <message>
            <source>Đến ngày</source>
            <translation>To</translation>
        </message>
        <message>
            <source>Quyển</source>
            <translation>Volume</translation>
        </message>
        <message>
            <source>Tháng {month}/{year}</source>
            <translation>{month}/{year}</translation>
        </message>
        <message>
            <source>Quyển {n}, từ {start}</source>
            <translation>Volume {n}, from {start}</translation>
        </message>
        <message>
            <source>Quyển {n}, {start} – {end}</source>
            <translation>Volume {n}, {start} – {end}</translation>
        </message>
    </context>
    <context>
        <name>DestinationForm</name>
        <message>
            <source>Tập thử – không gửi cho ai</source>
            <translation>Practice – sent to nobody</translation>
        </message>
        <message>
            <source>Cổng của Bộ Công an (KBTT)</source>
            <translation>Portal of the Ministry of Public Security (KBTT)</translation>
        </message>
        <message>
            <source>Nơi gửi</source>
            <translation>Where it is sent</translation>
        </message>
        <message>
            <source>Bắt đầu bằng https://</source>
            <translation>Begins with https://</translation>
        </message>
        <message>
            <source>Mật khẩu cơ sở do công an cấp – không phải mật khẩu VNeID</source>
            <translation>The password the police gave the house – not the VNeID password</translation>
        </message>
        <message>
            <source>Do công an cấp, dạng tên:mã</source>
            <translation>Given by the police, as name:code</translation>
        </message>
        <message>
            <source>Chọn nơi gửi thật thì mở một sổ mới, còn trống. Sổ tập thử vẫn giữ riêng.</source>
            <translation>A real place opens a new, empty book. The practice book is kept apart.</translation>
        </message>
        <message>
            <source>Mọi thứ làm như thật, nhưng chỉ gửi tới máy giả ngay trong máy này.</source>
            <translation>Everything works as for real, but goes only to a make-believe computer inside this one.</translation>
        </message>
        <message>
            <source>chưa gửi đi đâu</source>
            <translation>nowhere yet</translation>
        </message>
        <message>
            <source>Đang gửi tới: {old}&lt;br&gt;Sẽ gửi tới: &lt;b&gt;{new}&lt;/b&gt;</source>
            <translation>Sent to now: {old}&lt;br&gt;Will be sent to: &lt;b&gt;{new}&lt;/b&gt;</translation>
        </message>
        <message>
            <source>Tự tải tệp lên cổng</source>
            <translation>Upload files yourself</translation>
        </message>
        <message>
            <source>Gọi điện, báo trực tiếp</source>
            <translation>By phone, in person</translation>
        </message>
        <message>
            <source>Máy không gửi gì. Máy giữ sổ, làm tệp và tờ đọc, nhắc hạn; nhà mình tự báo.</source>
            <translation>Nothing is sent. The program keeps the book, makes files and sheets, minds the deadlines; you report.</translation>
        </message>
    </context>
    <context>
        <name>DestinationRow</name>
        <message>
            <source>Đổi</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Đổi nơi gửi</source>
            <translation>Change where it is sent</translation>
        </message>
        <message>
            <source>2. Nơi gửi</source>
            <translation>2. Where it is sent</translation>
        </message>
        <message>
            <source>&lt;b&gt;Tập thử&lt;/b&gt; – không gửi cho ai</source>
            <translation>&lt;b&gt;Practice&lt;/b&gt; – sent to nobody</translation>
        </message>
        <message>
            <source>Chỉ gửi tới máy giả ngay trong máy này.</source>
            <translation>Goes only to a make-believe computer inside this one.</translation>
        </message>
        <message>
            <source>Cổng của Bộ Công an (KBTT) – &lt;b&gt;{host}&lt;/b&gt;</source>
            <translation>Portal of the Ministry of Public Security (KBTT) – &lt;b&gt;{host}&lt;/b&gt;</translation>
        </message>
        <message>
            <source>Tài khoản cơ sở: {account}</source>
            <translation>Account of the house: {account}</translation>
        </message>
        <message>
            <source>Mở sổ tập thử</source>
            <translation>Open the practice book</translation>
        </message>
        <message>
            <source>Mở sổ gửi tới {host}</source>
            <translation>Open the book sent to {host}</translation>
        </message>
    </context>
    <context>
        <name>Findings</name>
        <message>
            <source>Lưu ý: {sentence}</source>
            <translation>Note: {sentence}</translation>
        </message>
        <message>
            <source>Đúng như giấy tờ</source>
            <translation>As in the document</translation>
        </message>
        <message>
            <source>Người thứ {n}: {sentence}</source>
            <translation>Guest {n}: {sentence}</translation>
        </message>
    </context>
    <context>
        <name>FirstRunView</name>
        <message>
            <source>Phòng 1</source>
            <translation>Room 1</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Tiếp tục</source>
            <translation>Continue</translation>
        </message>
        <message>
            <source>Chữ nhìn rõ chưa?</source>
            <translation>Can you read this well?</translation>
        </message>
        <message>
            <source>Gửi cho công an bằng cách nào?</source>
            <translation>How is it sent to the police?</translation>
        </message>
        <message>
            <source>Nhà mình tên gì?</source>
            <translation>What is your house called?</translation>
        </message>
        <message>
            <source>Xong. Sổ đã mở.</source>
            <translation>Done. The book is open.</translation>
        </message>
        <message>
            <source>Bắt đầu</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>&lt;b&gt;An toàn:&lt;/b&gt; chương trình không hỏi mật khẩu ngân hàng, mã OTP hay tiền. Ai hỏi những thứ đó là lừa đảo – gọi Công an xã.</source>
            <translation>&lt;b&gt;Safe:&lt;/b&gt; this program never asks for a bank password, a one-time code or money. Whoever does is a fraud – phone the commune police.</translation>
        </message>
        <message>
            <source>Cỡ chữ</source>
            <translation>Text size</translation>
        </message>
        <message>
            <source>Tiếng</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Chọn cỡ chữ dễ đọc nhất. Đổi lại lúc nào cũng được.</source>
            <translation>Choose the size that reads best. It can be changed at any time.</translation>
        </message>
        <message>
            <source>Khách đến – làm 3 việc</source>
            <translation>Guests arrive – 3 things to do</translation>
        </message>
        <message>
            <source>1. Mở máy, bấm &lt;b&gt;F2&lt;/b&gt;.</source>
            <translation>1. Open the program, press &lt;b&gt;F2&lt;/b&gt;.</translation>
        </message>
        <message>
            <source>2. &lt;b&gt;Quét thẻ&lt;/b&gt; từng người, hoặc gõ số thẻ và tên.</source>
            <translation>2. &lt;b&gt;Scan the card&lt;/b&gt; of each guest, or type number and name.</translation>
        </message>
        <message>
            <source>3. Bấm &lt;b&gt;F9&lt;/b&gt;. Thấy &lt;b&gt;Đã gửi&lt;/b&gt; là xong.</source>
            <translation>3. Press &lt;b&gt;F9&lt;/b&gt;. When you see &lt;b&gt;Sent&lt;/b&gt;, you are done.</translation>
        </message>
        <message>
            <source>Còn một việc: xem tệp cài đặt rồi dùng. Bấm Bắt đầu.</source>
            <translation>One thing is left: look at the set-up file and use it. Press Begin.</translation>
        </message>
    </context>
    <context>
        <name>SetUpCard</name>
        <message>
            <source>Chọn tệp cài đặt…</source>
            <translation>Choose the set-up file…</translation>
        </message>
        <message>
            <source>Không dùng tệp này</source>
            <translation>Don't use this file</translation>
        </message>
        <message>
            <source>Công an có đưa tệp cài đặt thì chọn tệp, khỏi chọn nơi gửi.</source>
            <translation>If the police gave you a set-up file, choose it; there is no place to pick then.</translation>
        </message>
        <message>
            <source>Tệp của {who}, gửi tới {host}. Ghi nhà xong, máy cho xem kỹ rồi mới dùng.</source>
            <translation>From {who}, sent to {host}. After the house you see all of it before it is used.</translation>
        </message>
    </context>
    <context>
        <name>FirstRunWindow</name>
        <message>
            <source>Sổ Lưu Trú</source>
            <translation>Guest register</translation>
        </message>
    </context>
    <context>
        <name>GuestForm</name>
        <message>
            <source>Người Việt Nam</source>
            <translation>Vietnamese</translation>
        </message>
        <message>
            <source>Người nước ngoài</source>
            <translation>Foreigner</translation>
        </message>
        <message>
            <source>Khách là</source>
            <translation>The guest is</translation>
        </message>
        <message>
            <source>Chọn người đi cùng</source>
            <translation>Choose the companion</translation>
        </message>
        <message>
            <source>Người thứ {n}</source>
            <translation>Guest {n}</translation>
        </message>
        <message>
            <source>Như trên giấy tờ</source>
            <translation>As in the document</translation>
        </message>
        <message>
            <source>Ví dụ 05/09/1990; chỉ biết năm thì gõ năm</source>
            <translation>For example 05/09/1990; if only the year is known, the year</translation>
        </message>
        <message>
            <source>Xem dấu nhập cảnh, ví dụ 05/01/2027</source>
            <translation>See the entry stamp, for example 05/01/2027</translation>
        </message>
        <message>
            <source>Gõ tên nước, ví dụ Đức</source>
            <translation>Type the country, for example Germany</translation>
        </message>
        <message>
            <source>Gõ tên phường, xã rồi chọn, ví dụ ba dinh</source>
            <translation>Type the commune, then choose, for example ba dinh</translation>
        </message>
        <message>
            <source>Nữ</source>
            <translation>Female</translation>
        </message>
        <message>
            <source>Nam</source>
            <translation>Male</translation>
        </message>
        <message>
            <source>Chỗ ở thường ngày</source>
            <translation>Usual residence</translation>
        </message>
        <message>
            <source>Thêm, không bắt buộc</source>
            <translation>More, not required</translation>
        </message>
        <message>
            <source>Bỏ người này</source>
            <translation>Remove this guest</translation>
        </message>
    </context>
    <context>
        <name>HelpView</name>
        <message>
            <source>Gọi giúp</source>
            <translation>Get help</translation>
        </message>
        <message>
            <source>Khách đến – làm 3 việc</source>
            <translation>Guests arrive – 3 things to do</translation>
        </message>
        <message>
            <source>Nếu…</source>
            <translation>What if…</translation>
        </message>
        <message>
            <source>An toàn</source>
            <translation>Safe</translation>
        </message>
        <message>
            <source>Về chương trình</source>
            <translation>About</translation>
        </message>
        <message>
            <source>Cần giúp? Gọi {unit}</source>
            <translation>Need help? Phone {unit}</translation>
        </message>
        <message>
            <source>Công an xã</source>
            <translation>Commune police</translation>
        </message>
        <message>
            <source>Chưa ghi số điện thoại Công an xã. Ghi trong Cài đặt, mục Nhà mình.</source>
            <translation>The police's phone number isn't noted. Note it in Settings, Your house.</translation>
        </message>
        <message>
            <source>Sổ Lưu Trú, bản {version}</source>
            <translation>Guest register, version {version}</translation>
        </message>
        <message>
            <source>Giấy phép Apache-2.0. Chữ Noto Sans, Tinos: SIL Open Font License 1.1. Qt: LGPL-3.0.</source>
            <translation>Licence Apache-2.0. Fonts Noto Sans, Tinos: SIL Open Font License 1.1. Qt: LGPL-3.0.</translation>
        </message>
        <message>
            <source>Quy định và danh mục</source>
            <translation>Rules and lists</translation>
        </message>
        <message>
            <source>Quy định: bản {version}</source>
            <translation>Rules: version {version}</translation>
        </message>
        <message>
            <source>{name}: {count} mục, {month}</source>
            <translation>{name}: {count} entries, {month}</translation>
        </message>
        <message>
            <source>Nguồn: {source}</source>
            <translation>Source: {source}</translation>
        </message>
        <message>
            <source>Chương trình ghi vào đâu</source>
            <translation>Where the program writes</translation>
        </message>
        <message>
            <source>1. Mở máy, bấm &lt;b&gt;F2&lt;/b&gt;.</source>
            <translation>1. Open the program, press &lt;b&gt;F2&lt;/b&gt;.</translation>
        </message>
        <message>
            <source>2. &lt;b&gt;Quét thẻ&lt;/b&gt; từng người, hoặc gõ số thẻ và tên.</source>
            <translation>2. &lt;b&gt;Scan the card&lt;/b&gt; of each guest, or type number and name.</translation>
        </message>
        <message>
            <source>3. Bấm &lt;b&gt;F9&lt;/b&gt;. Thấy &lt;b&gt;Đã gửi&lt;/b&gt; hoặc &lt;b&gt;Công an đã nhận&lt;/b&gt; là xong.</source>
            <translation>3. Press &lt;b&gt;F9&lt;/b&gt;. When you see &lt;b&gt;Sent&lt;/b&gt; or &lt;b&gt;Received by police&lt;/b&gt;, you are done.</translation>
        </message>
        <message>
            <source>&lt;b&gt;Không có mạng?&lt;/b&gt; Vẫn làm như thường, máy gửi sau.</source>
            <translation>&lt;b&gt;No network?&lt;/b&gt; Carry on, it is sent later.</translation>
        </message>
        <message>
            <source>&lt;b&gt;Ghi nhầm?&lt;/b&gt; Bấm &lt;b&gt;Ctrl+Z&lt;/b&gt; trong 20 giây. Sau đó mở sổ, chọn dòng rồi sửa.</source>
            <translation>&lt;b&gt;A mistake?&lt;/b&gt; Press &lt;b&gt;Ctrl+Z&lt;/b&gt; within 20 seconds. Later open the book, choose the line and correct it.</translation>
        </message>
        <message>
            <source>&lt;b&gt;Khách đi?&lt;/b&gt; Bấm &lt;b&gt;F6&lt;/b&gt;, chọn khách rồi bấm Enter.</source>
            <translation>&lt;b&gt;Guests leave?&lt;/b&gt; Press &lt;b&gt;F6&lt;/b&gt;, choose the guest, press Enter.</translation>
        </message>
        <message>
            <source>&lt;b&gt;Thấy “Chưa rõ – đang hỏi lại”?&lt;/b&gt; Không phải làm gì, đừng khai lại.</source>
            <translation>&lt;b&gt;“Not clear – asking again”?&lt;/b&gt; Nothing to do, don’t declare again.</translation>
        </message>
        <message>
            <source>&lt;b&gt;Thấy “Phải báo cách khác”?&lt;/b&gt; Gọi Công an xã, đọc tên và số giấy tờ.</source>
            <translation>&lt;b&gt;“Must be reported another way”?&lt;/b&gt; Phone the police, read out name and document number.</translation>
        </message>
        <message>
            <source>&lt;b&gt;Cần giấy?&lt;/b&gt; Bấm &lt;b&gt;F7&lt;/b&gt;, Enter, Enter.</source>
            <translation>&lt;b&gt;On paper?&lt;/b&gt; Press &lt;b&gt;F7&lt;/b&gt;, Enter, Enter.</translation>
        </message>
        <message>
            <source>Chương trình không hỏi mật khẩu VNeID, mã OTP hay tiền. Không cài gì theo đường link người lạ gửi.</source>
            <translation>This program never asks for a VNeID password, a one-time code or money. Install nothing from a link a stranger sends.</translation>
        </message>
        <message>
            <source>Tỉnh, thành phố</source>
            <translation>Provinces, cities</translation>
        </message>
        <message>
            <source>Phường, xã, đặc khu</source>
            <translation>Communes</translation>
        </message>
        <message>
            <source>Quốc tịch</source>
            <translation>Nationalities</translation>
        </message>
        <message>
            <source>Lý do lưu trú</source>
            <translation>Reasons of stay</translation>
        </message>
        <message>
            <source>Loại giấy tờ</source>
            <translation>Kinds of document</translation>
        </message>
        <message>
            <source>Nơi cư trú</source>
            <translation>Kinds of residence</translation>
        </message>
        <message>
            <source>Dữ liệu</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>Cài đặt</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Nhật ký máy</source>
            <translation>Logs</translation>
        </message>
        <message>
            <source>Mã khóa</source>
            <translation>Keys</translation>
        </message>
        <message>
            <source>Tệp của chương trình</source>
            <translation>The program's files</translation>
        </message>
        <message>
            <source>Sổ đang dùng</source>
            <translation>The book in use</translation>
        </message>
    </context>
    <context>
        <name>HouseForm</name>
        <message>
            <source>Thêm phòng</source>
            <translation>Add a room</translation>
        </message>
        <message>
            <source>Thêm người</source>
            <translation>Add a notifier</translation>
        </message>
        <message>
            <source>Tên phòng</source>
            <translation>Name of the room</translation>
        </message>
        <message>
            <source>Số giường</source>
            <translation>Beds</translation>
        </message>
        <message>
            <source>Họ và tên người báo</source>
            <translation>Full name of the notifier</translation>
        </message>
        <message>
            <source>Nhà mình</source>
            <translation>Your house</translation>
        </message>
        <message>
            <source>Công an xã</source>
            <translation>Commune police</translation>
        </message>
        <message>
            <source>Khu vực biên giới, vùng sâu</source>
            <translation>Border and remote areas</translation>
        </message>
        <message>
            <source>Thêm, không bắt buộc</source>
            <translation>More, not required</translation>
        </message>
        <message>
            <source>Loại nhà</source>
            <translation>Kind of house</translation>
        </message>
        <message>
            <source>Gõ tên phường, xã rồi chọn, ví dụ ba dinh</source>
            <translation>Type the commune, then choose, for example ba dinh</translation>
        </message>
        <message>
            <source>Bản, thôn, đường, ví dụ Bản Mẫu</source>
            <translation>Village, road, for example Ban Mau</translation>
        </message>
        <message>
            <source>Số tháng, ví dụ 36</source>
            <translation>Months, for example 36</translation>
        </message>
        <message>
            <source>Để gọi khi không gửi được</source>
            <translation>To phone when sending fails</translation>
        </message>
        <message>
            <source>Homestay</source>
            <translation>Homestay</translation>
        </message>
        <message>
            <source>Nhà nghỉ, nhà trọ</source>
            <translation>Guest house</translation>
        </message>
        <message>
            <source>Khách sạn</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>Hộ gia đình</source>
            <translation>Private household</translation>
        </message>
        <message>
            <source>Loại khác</source>
            <translation>Other</translation>
        </message>
    </context>
    <context>
        <name>HouseRow</name>
        <message>
            <source>Đổi</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Đổi thông tin nhà mình</source>
            <translation>Change your house</translation>
        </message>
        <message>
            <source>1. Nhà mình</source>
            <translation>1. Your house</translation>
        </message>
    </context>
    <context>
        <name>ListsRow</name>
        <message>
            <source>Lấy danh mục ngay</source>
            <translation>Fetch lists now</translation>
        </message>
        <message>
            <source>Danh mục của nơi gửi</source>
            <translation>The endpoint's lists</translation>
        </message>
        <message>
            <source>Bản đi kèm chương trình, tháng {month}/{year}</source>
            <translation>As shipped with the program, {month}/{year}</translation>
        </message>
        <message>
            <source>Lấy hôm nay</source>
            <translation>Fetched today</translation>
        </message>
        <message>
            <source>Lấy hôm qua</source>
            <translation>Fetched yesterday</translation>
        </message>
        <message>
            <source>Đang lấy danh mục…</source>
            <translation>Fetching the lists…</translation>
        </message>
        <message>
            <source>Đã quá {limit} ngày.</source>
            <translation>More than {limit} days ago.</translation>
        </message>
        <message>
            <source>Máy tự lấy mỗi ngày một lần, khi không còn khách chờ gửi.</source>
            <translation>Fetched by itself once a day, when no guest waits to be sent.</translation>
        </message>
        <message numerus="yes">
            <source>Lấy %n ngày trước</source>
            <translation>
                <numerusform>Fetched %n day ago</numerusform>
                <numerusform>Fetched %n days ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LooksCard</name>
        <message>
            <source>3. Chữ và tiếng</source>
            <translation>3. Letters and language</translation>
        </message>
        <message>
            <source>Theo máy</source>
            <translation>As the computer</translation>
        </message>
        <message>
            <source>Sáng</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Tối</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Cỡ chữ</source>
            <translation>Text size</translation>
        </message>
        <message>
            <source>Nền</source>
            <translation>Background</translation>
        </message>
        <message>
            <source>Tiếng</source>
            <translation>Language</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Hoàn tác</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>Đã đọc thẻ thứ {n}: {name}. Quét tiếp thẻ sau, hoặc bấm &lt;b&gt;F9&lt;/b&gt; để ghi.</source>
            <translation>Card {n} read: {name}. Scan the next card, or press &lt;b&gt;F9&lt;/b&gt; to save.</translation>
        </message>
        <message>
            <source>Thẻ này quét rồi (người thứ {n}).</source>
            <translation>This card was read already (guest {n}).</translation>
        </message>
        <message>
            <source>Đã ghi số giấy tờ cho người thứ {n}. Ghi tiếp họ và tên.</source>
            <translation>Document number noted for guest {n}. Now the name.</translation>
        </message>
        <message numerus="yes">
            <source>Phiếu đang dở: %n khách, chưa ghi vào sổ. Làm tiếp hoặc bỏ đi.</source>
            <translation>
                <numerusform>Unfinished form: %n guest, not in the book yet. Go on or discard it.</numerusform>
                <numerusform>Unfinished form: %n guests, not in the book yet. Go on or discard it.</numerusform>
            </translation>
        </message>
        <message>
            <source>Đã bỏ phiếu đang dở.</source>
            <translation>The unfinished form was discarded.</translation>
        </message>
        <message>
            <source>Đã bỏ người thứ {n}: {name}.</source>
            <translation>Guest {n} removed: {name}.</translation>
        </message>
        <message>
            <source>Đã bỏ người thứ {n}.</source>
            <translation>Guest {n} removed.</translation>
        </message>
        <message>
            <source>Bỏ đi, ghi phiếu mới</source>
            <translation>Discard, new form</translation>
        </message>
        <message>
            <source>Lấy lại phiếu</source>
            <translation>Bring it back</translation>
        </message>
        <message>
            <source>Bản sửa đang dở, chưa ghi vào sổ. Sửa tiếp hoặc bỏ đi.</source>
            <translation>Unfinished correction, not in the book yet. Go on or discard it.</translation>
        </message>
        <message>
            <source>Từ lúc sửa dở, dòng này đã đổi. Đây là bản đang có trong sổ.</source>
            <translation>This entry has changed since you began to correct it. This is what the book has now.</translation>
        </message>
        <message>
            <source>Còn bản sửa đang dở: {name}.</source>
            <translation>A correction is unfinished: {name}.</translation>
        </message>
        <message>
            <source>Bỏ đi, lấy bản trong sổ</source>
            <translation>Discard, back to the book</translation>
        </message>
        <message>
            <source>Dùng chữ đã gõ</source>
            <translation>Use what was typed</translation>
        </message>
        <message>
            <source>Sửa tiếp</source>
            <translation>Go on</translation>
        </message>
    </context>
    <context>
        <name>PairRows</name>
        <message>
            <source>Bỏ</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>Bỏ dòng {n}</source>
            <translation>Remove row {n}</translation>
        </message>
    </context>
    <context>
        <name>PeoplePanel</name>
        <message>
            <source>Thêm người</source>
            <translation>Add a guest</translation>
        </message>
        <message numerus="yes">
            <source>Người ở cùng (%n)</source>
            <translation>
                <numerusform>Staying together (%n)</numerusform>
                <numerusform>Staying together (%n)</numerusform>
            </translation>
        </message>
        <message>
            <source>Chưa ghi tên</source>
            <translation>No name yet</translation>
        </message>
        <message>
            <source>Trẻ em</source>
            <translation>Child</translation>
        </message>
        <message numerus="yes">
            <source>Thiếu %n mục</source>
            <translation>
                <numerusform>%n field missing</numerusform>
                <numerusform>%n fields missing</numerusform>
            </translation>
        </message>
        <message>
            <source>Đủ</source>
            <translation>Complete</translation>
        </message>
    </context>
    <context>
        <name>PreviewPane</name>
        <message>
            <source>Trang trước</source>
            <translation>Page before</translation>
        </message>
        <message>
            <source>Trang sau</source>
            <translation>Next page</translation>
        </message>
        <message>
            <source>Trang {n}/{all}</source>
            <translation>Page {n}/{all}</translation>
        </message>
    </context>
    <context>
        <name>PrintingView</name>
        <message>
            <source>In sổ</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>Xem bản in</source>
            <translation>Show the print</translation>
        </message>
        <message>
            <source>Lưu PDF</source>
            <translation>Save PDF</translation>
        </message>
        <message>
            <source>Đã lưu {name}.</source>
            <translation>{name} saved.</translation>
        </message>
        <message>
            <source>Đã đóng quyển. Quyển {n} mở từ hôm nay.</source>
            <translation>Volume closed. Volume {n} is open from today.</translation>
        </message>
        <message>
            <source>Đã gửi tới máy in.</source>
            <translation>Sent to the printer.</translation>
        </message>
        <message>
            <source>Bấm &lt;b&gt;Xem bản in&lt;/b&gt; để xem trước. Mỗi lần làm bản in được ghi vào sổ.</source>
            <translation>Press &lt;b&gt;Show the print&lt;/b&gt; to look first. Each print made is noted in the book.</translation>
        </message>
        <message>
            <source>Những ngày này chưa có khách. Bản in chỉ có đầu trang.</source>
            <translation>No guests in these days. The print holds the headings only.</translation>
        </message>
        <message>
            <source>Bản in đã xong. Lưu PDF rồi mở để in.</source>
            <translation>The print is ready. Save the PDF, then open it to print.</translation>
        </message>
        <message>
            <source>Đang làm bản in…</source>
            <translation>Making the print…</translation>
        </message>
        <message numerus="yes">
            <source>In %n trang</source>
            <translation>
                <numerusform>Print %n page</numerusform>
                <numerusform>Print %n pages</numerusform>
            </translation>
        </message>
        <message>
            <source>Mở PDF để in</source>
            <translation>Open the PDF to print</translation>
        </message>
        <message>
            <source>Từ ngày</source>
            <translation>From</translation>
        </message>
        <message>
            <source>Đến ngày</source>
            <translation>To</translation>
        </message>
    </context>
    <context>
        <name>ScanBox</name>
        <message>
            <source>Quét thẻ, dán (Ctrl+V), hoặc gõ số giấy tờ rồi bấm Enter</source>
            <translation>Scan a card, paste (Ctrl+V), or type a document number and press Enter</translation>
        </message>
        <message>
            <source>Quét thẻ, gõ số giấy tờ</source>
            <translation>Scan or type a number</translation>
        </message>
        <message>
            <source>Quét thẻ hoặc gõ số giấy tờ</source>
            <translation>Scan a card or type a document number</translation>
        </message>
        <message>
            <source>Dán</source>
            <translation>Paste</translation>
        </message>
        <message>
            <source>Dán chữ đã chép từ mã trên thẻ</source>
            <translation>Paste the text copied from the card's code</translation>
        </message>
    </context>
    <context>
        <name>SettingsView</name>
        <message>
            <source>Cài đặt</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Về chương trình</source>
            <translation>About</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Ghi lại</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>máy giả trong máy này (tập thử)</source>
            <translation>the make-believe computer in this one (practice)</translation>
        </message>
        <message>
            <source>Nhà mình</source>
            <translation>Your house</translation>
        </message>
        <message>
            <source>Nơi gửi</source>
            <translation>Where it is sent</translation>
        </message>
    </context>
    <context>
        <name>StayFields</name>
        <message>
            <source>Ngày đến</source>
            <translation>Day of arrival</translation>
        </message>
        <message>
            <source>Giờ đến</source>
            <translation>Time of arrival</translation>
        </message>
        <message>
            <source>Ngày đi</source>
            <translation>Day of departure</translation>
        </message>
        <message>
            <source>Giờ đi</source>
            <translation>Time of departure</translation>
        </message>
        <message>
            <source>Lần ở này</source>
            <translation>This stay</translation>
        </message>
        <message>
            <source>Không ghi</source>
            <translation>Not noted</translation>
        </message>
    </context>
    <context>
        <name>StayLine</name>
        <message>
            <source>−1 đêm</source>
            <translation>−1 night</translation>
        </message>
        <message>
            <source>+1 đêm</source>
            <translation>+1 night</translation>
        </message>
        <message>
            <source>Đổi phòng, giờ…</source>
            <translation>Room, time…</translation>
        </message>
        <message>
            <source>Bớt một đêm</source>
            <translation>One night less</translation>
        </message>
        <message>
            <source>Thêm một đêm</source>
            <translation>One night more</translation>
        </message>
        <message>
            <source>Người báo: {name}</source>
            <translation>Notifier: {name}</translation>
        </message>
        <message>
            <source>Chưa rõ ngày, giờ đến</source>
            <translation>Arrival not clear</translation>
        </message>
        <message>
            <source>Đến &lt;b&gt;{clock} hôm nay {day}&lt;/b&gt;</source>
            <translation>Arrived &lt;b&gt;{clock} today {day}&lt;/b&gt;</translation>
        </message>
        <message>
            <source>Đến &lt;b&gt;{clock} ngày {day}&lt;/b&gt;</source>
            <translation>Arrived &lt;b&gt;{clock} on {day}&lt;/b&gt;</translation>
        </message>
        <message>
            <source>Chưa rõ ngày đi</source>
            <translation>Departure not clear</translation>
        </message>
        <message numerus="yes">
            <source>Ở &lt;b&gt;%n đêm&lt;/b&gt;, đi &lt;b&gt;{day}&lt;/b&gt;</source>
            <translation>
                <numerusform>&lt;b&gt;%n night&lt;/b&gt;, leaving &lt;b&gt;{day}&lt;/b&gt;</numerusform>
                <numerusform>&lt;b&gt;%n nights&lt;/b&gt;, leaving &lt;b&gt;{day}&lt;/b&gt;</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StayView</name>
        <message>
            <source>Khách mới</source>
            <translation>New guest</translation>
        </message>
        <message>
            <source>Người thứ {n}</source>
            <translation>Guest {n}</translation>
        </message>
        <message>
            <source>Bỏ</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Bỏ, không ghi</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Gửi sau</source>
            <translation>Send later</translation>
        </message>
        <message>
            <source>Ghi sổ, gửi sau</source>
            <translation>Save, send later</translation>
        </message>
        <message>
            <source>Để sau</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>Ghi và gửi</source>
            <translation>Save and send</translation>
        </message>
        <message>
            <source>Ghi và gửi công an</source>
            <translation>Save and send to police</translation>
        </message>
        <message>
            <source>Xem khách</source>
            <translation>Look at a guest</translation>
        </message>
        <message>
            <source>Sửa khách</source>
            <translation>Correct a guest</translation>
        </message>
    </context>
    <context>
        <name>VolumeCard</name>
        <message>
            <source>Đóng quyển, mở quyển mới…</source>
            <translation>Close volume, open the next…</translation>
        </message>
        <message>
            <source>Để sau</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>Đóng quyển</source>
            <translation>Close the volume</translation>
        </message>
        <message>
            <source>Đóng quyển {n} thì không mở lại được. Quyển {next} đánh số lại từ 1.</source>
            <translation>Volume {n} can't be opened again. Volume {next} counts from 1.</translation>
        </message>
    </context>
    <context>
        <name>choices</name>
        <message>
            <source>Thẻ CCCD</source>
            <translation>Citizen card (CCCD)</translation>
        </message>
        <message>
            <source>Thẻ CMND</source>
            <translation>Old identity card (CMND)</translation>
        </message>
        <message>
            <source>Giấy phép lái xe</source>
            <translation>Driving licence</translation>
        </message>
        <message>
            <source>Hộ chiếu</source>
            <translation>Passport</translation>
        </message>
        <message>
            <source>Giấy khai sinh</source>
            <translation>Birth certificate</translation>
        </message>
        <message>
            <source>Thẻ BHYT</source>
            <translation>Health insurance card</translation>
        </message>
        <message>
            <source>Thông báo số định danh cá nhân</source>
            <translation>Notice of personal number</translation>
        </message>
        <message>
            <source>Thẻ Căn cước</source>
            <translation>Identity card (2024)</translation>
        </message>
        <message>
            <source>Giấy tờ khác</source>
            <translation>Other document</translation>
        </message>
        <message>
            <source>Trẻ em chưa có số giấy tờ</source>
            <translation>Child without a number yet</translation>
        </message>
        <message>
            <source>Thường trú</source>
            <translation>Permanent</translation>
        </message>
        <message>
            <source>Tạm trú</source>
            <translation>Temporary</translation>
        </message>
        <message>
            <source>Khác</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>Không ghi</source>
            <translation>Not noted</translation>
        </message>
        <message>
            <source>Phổ thông</source>
            <translation>Ordinary</translation>
        </message>
        <message>
            <source>Ngoại giao</source>
            <translation>Diplomatic</translation>
        </message>
        <message>
            <source>Công vụ</source>
            <translation>Official</translation>
        </message>
        <message>
            <source>Giấy thông hành</source>
            <translation>Travel document</translation>
        </message>
        <message>
            <source>Du lịch</source>
            <translation>Tourism</translation>
        </message>
        <message>
            <source>Công tác</source>
            <translation>Business trip</translation>
        </message>
        <message>
            <source>Học tập</source>
            <translation>Study</translation>
        </message>
        <message>
            <source>Thăm viếng</source>
            <translation>Visit</translation>
        </message>
        <message>
            <source>Hội nghị</source>
            <translation>Conference</translation>
        </message>
        <message>
            <source>Thăm thân</source>
            <translation>Visiting relatives</translation>
        </message>
        <message>
            <source>Từ thiện</source>
            <translation>Charity</translation>
        </message>
        <message>
            <source>Tổ chức quốc tế</source>
            <translation>International organisation</translation>
        </message>
        <message>
            <source>Kết hôn</source>
            <translation>Marriage</translation>
        </message>
        <message>
            <source>Lãnh sự quán</source>
            <translation>Consulate</translation>
        </message>
        <message>
            <source>Viện trợ</source>
            <translation>Aid</translation>
        </message>
        <message>
            <source>Đại sứ quán</source>
            <translation>Embassy</translation>
        </message>
        <message>
            <source>Định cư</source>
            <translation>Settlement</translation>
        </message>
        <message>
            <source>Tiếp thị</source>
            <translation>Marketing</translation>
        </message>
        <message>
            <source>Báo chí, phóng viên</source>
            <translation>Press</translation>
        </message>
        <message>
            <source>Thương mại</source>
            <translation>Trade</translation>
        </message>
        <message>
            <source>Gia hạn thị thực</source>
            <translation>Visa extension</translation>
        </message>
        <message>
            <source>Chữa bệnh</source>
            <translation>Medical treatment</translation>
        </message>
        <message>
            <source>Lao động</source>
            <translation>Work</translation>
        </message>
        <message>
            <source>Mục đích khác</source>
            <translation>Other purpose</translation>
        </message>
    </context>
</TS>
