<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>CancelDialog</name>
        <message>
            <source>Hủy dòng này</source>
            <translation>Cancel this entry</translation>
        </message>
        <message>
            <source>Dòng {number}: {name}. Dòng vẫn còn trong sổ, có gạch ngang.</source>
            <translation>Line {number}: {name}. It stays in the book, struck through.</translation>
        </message>
        <message>
            <source>Vì sao hủy?</source>
            <translation>Why cancel it?</translation>
        </message>
        <message>
            <source>Ghi thêm, nếu cần</source>
            <translation>More, if needed</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>CheckOutView</name>
        <message>
            <source>Trả phòng</source>
            <translation>Check out</translation>
        </message>
        <message>
            <source>Bấm Enter: khách đang chọn trả phòng. Nhiều khách thì đánh dấu bằng phím cách.</source>
            <translation>Enter checks out the chosen guest. For several, mark them with the space bar.</translation>
        </message>
        <message>
            <source>Vẫn đang ở</source>
            <translation>Still here</translation>
        </message>
        <message>
            <source>{name} đã trả phòng lúc {at}.</source>
            <translation>{name} checked out at {at}.</translation>
        </message>
        <message numerus="yes">
            <source>Tất cả {room} (%n khách)</source>
            <translation>
                <numerusform>All of {room} (%n guest)</numerusform>
                <numerusform>All of {room} (%n guests)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Cả nhóm (%n khách)</source>
            <translation>
                <numerusform>Whole party (%n guest)</numerusform>
                <numerusform>Whole party (%n guests)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Đã ghi lại: %n khách vẫn đang ở.</source>
            <translation>
                <numerusform>Recorded again: %n guest is still here.</numerusform>
                <numerusform>Recorded again: %n guests are still here.</numerusform>
            </translation>
        </message>
        <message>
            <source>Khách đang ở</source>
            <translation>Guests in the house</translation>
        </message>
        <message>
            <source>Nhà mình không còn khách nào.</source>
            <translation>Nobody is staying here now.</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message numerus="yes">
            <source>Đã trả phòng %n khách.</source>
            <translation>
                <numerusform>%n guest checked out.</numerusform>
                <numerusform>%n guests checked out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Trả phòng %n khách</source>
            <translation>
                <numerusform>Check out %n guest</numerusform>
                <numerusform>Check out %n guests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>Sổ Lưu Trú</source>
            <translation>Guest Register</translation>
        </message>
        <message>
            <source>Mã để báo người hỗ trợ: {code}</source>
            <translation>Code for a helper: {code}</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>DetailStrip</name>
        <message>
            <source>Xem, sửa</source>
            <translation>View, edit</translation>
        </message>
        <message>
            <source>Trả phòng</source>
            <translation>Check out</translation>
        </message>
        <message>
            <source>Sửa trả phòng</source>
            <translation>Correct the check-out</translation>
        </message>
        <message>
            <source>Các bản</source>
            <translation>Versions</translation>
        </message>
        <message>
            <source>Hủy dòng này…</source>
            <translation>Cancel this entry…</translation>
        </message>
        <message>
            <source>Bản trước: {state}</source>
            <translation>Version before: {state}</translation>
        </message>
        <message>
            <source>Báo cách khác…</source>
            <translation>Report another way…</translation>
        </message>
        <message>
            <source>Ở thêm…</source>
            <translation>Stay longer…</translation>
        </message>
        <message>
            <source>Công an đòi sửa…</source>
            <translation>Police want it corrected…</translation>
        </message>
        <message>
            <source>Lưu bằng chứng…</source>
            <translation>Save the proof…</translation>
        </message>
        <message>
            <source>Gửi qua mạng</source>
            <translation>Send online</translation>
        </message>
    </context>
    <context>
        <name>ErrorSummary</name>
        <message numerus="yes">
            <source>Còn %n chỗ phải sửa</source>
            <translation>
                <numerusform>%n thing to correct</numerusform>
                <numerusform>%n things to correct</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LedgerModel</name>
        <message>
            <source>Số</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>Họ và tên</source>
            <translation>Full name</translation>
        </message>
        <message>
            <source>Ngày sinh</source>
            <translation>Born</translation>
        </message>
        <message>
            <source>Giấy tờ</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>Số giấy tờ</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>Đến</source>
            <translation>Arrives</translation>
        </message>
        <message>
            <source>Đi</source>
            <translation>Leaves</translation>
        </message>
        <message>
            <source>Chỗ ngủ</source>
            <translation>Room</translation>
        </message>
        <message>
            <source>Tình trạng</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>LedgerView</name>
        <message>
            <source>Sổ lưu trú</source>
            <translation>Guest register</translation>
        </message>
        <message>
            <source>Các dòng của sổ</source>
            <translation>Lines of the register</translation>
        </message>
        <message>
            <source>Về danh sách</source>
            <translation>Back to the list</translation>
        </message>
        <message>
            <source>Đã hủy dòng {number}. Dòng vẫn còn trong sổ.</source>
            <translation>Line {number} cancelled; it stays in the book.</translation>
        </message>
        <message>
            <source>Tìm tên, giấy tờ, phòng</source>
            <translation>Name, ID, room</translation>
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
            <source>Xem hết</source>
            <translation>Show all</translation>
        </message>
        <message>
            <source>Tháng {month}/{year}</source>
            <translation>Month {month}/{year}</translation>
        </message>
        <message>
            <source>Mọi tháng</source>
            <translation>All months</translation>
        </message>
        <message numerus="yes">
            <source>Thấy &lt;b&gt;%n khách&lt;/b&gt; khớp “{text}”. Gõ có dấu hay không dấu đều được.</source>
            <translation>
                <numerusform>Found &lt;b&gt;%n guest&lt;/b&gt; for “{text}”. With or without accents.</numerusform>
                <numerusform>Found &lt;b&gt;%n guests&lt;/b&gt; for “{text}”. With or without accents.</numerusform>
            </translation>
        </message>
        <message>
            <source>Không thấy “{text}”. Thử gõ ít chữ hơn, hoặc 4 số cuối giấy tờ.</source>
            <translation>Nothing for “{text}”. Type less, or the last 4 digits of the document.</translation>
        </message>
        <message numerus="yes">
            <source>&lt;b&gt;%n khách&lt;/b&gt;</source>
            <translation>
                <numerusform>&lt;b&gt;%n guest&lt;/b&gt;</numerusform>
                <numerusform>&lt;b&gt;%n guests&lt;/b&gt;</numerusform>
            </translation>
        </message>
        <message>
            <source>Đang đếm…</source>
            <translation>Counting…</translation>
        </message>
        <message>
            <source>Tháng này chưa có khách.</source>
            <translation>No guests this month.</translation>
        </message>
        <message>
            <source>Sổ còn trống.</source>
            <translation>The book is empty.</translation>
        </message>
        <message>
            <source>Chưa gửi</source>
            <translation>Not sent</translation>
        </message>
        <message>
            <source>Cần sửa</source>
            <translation>To correct</translation>
        </message>
        <message>
            <source>Quá giờ</source>
            <translation>Late</translation>
        </message>
        <message>
            <source>Người nước ngoài</source>
            <translation>Foreigners</translation>
        </message>
        <message>
            <source>Đã hủy</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>Đã lưu {name}.</source>
            <translation>{name} is saved.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Sổ Lưu Trú</source>
            <translation>Guest Register</translation>
        </message>
    </context>
    <context>
        <name>NavColumn</name>
        <message>
            <source>Sổ Lưu Trú</source>
            <translation>Guest Register</translation>
        </message>
    </context>
    <context>
        <name>OutboxView</name>
        <message>
            <source>Chưa gửi</source>
            <translation>Not sent</translation>
        </message>
        <message>
            <source>Thử gửi ngay</source>
            <translation>Try sending now</translation>
        </message>
        <message>
            <source>Mở Cài đặt</source>
            <translation>Open Settings</translation>
        </message>
        <message>
            <source>Về Hôm nay</source>
            <translation>Back to Today</translation>
        </message>
        <message>
            <source>Không còn gì chưa gửi.</source>
            <translation>Nothing left to send.</translation>
        </message>
        <message>
            <source>Đang thử gửi…</source>
            <translation>Trying to send…</translation>
        </message>
        <message numerus="yes">
            <source>Không mất gì cả: %n khách đã nằm trong sổ.</source>
            <translation>
                <numerusform>Nothing is lost: %n guest is in the book.</numerusform>
                <numerusform>Nothing is lost: %n guests are in the book.</numerusform>
            </translation>
        </message>
        <message>
            <source>Lần thử kế tiếp: {when}.</source>
            <translation>Next try: {when}.</translation>
        </message>
        <message>
            <source>Máy đã dừng gửi</source>
            <translation>Sending stopped</translation>
        </message>
        <message>
            <source>Máy chưa có mạng.</source>
            <translation>No network.</translation>
        </message>
        <message>
            <source>Máy chưa có mạng từ {when}.</source>
            <translation>No network since {when}.</translation>
        </message>
        <message>
            <source>Máy tự gửi, không phải chờ.</source>
            <translation>Sent by itself, no need to wait.</translation>
        </message>
        <message>
            <source>Có khách cần sửa.</source>
            <translation>Guests to correct.</translation>
        </message>
        <message>
            <source>Có mạng là máy tự gửi.</source>
            <translation>Sent by itself once online.</translation>
        </message>
        <message>
            <source>gọi trực ban Công an xã</source>
            <translation>phone the duty desk of the police</translation>
        </message>
        <message>
            <source>&lt;b&gt;Gần {clock} vẫn chưa gửi được:&lt;/b&gt; {call}.</source>
            <translation>&lt;b&gt;Not sent when {clock} is near:&lt;/b&gt; {call}.</translation>
        </message>
        <message>
            <source>Cần sửa hoặc báo cách khác</source>
            <translation>Correct, or report another way</translation>
        </message>
        <message>
            <source>Chờ mạng</source>
            <translation>Waiting for network</translation>
        </message>
        <message>
            <source>Máy tự thử lại</source>
            <translation>Retried by itself</translation>
        </message>
        <message>
            <source>Xem và sửa</source>
            <translation>Look and correct</translation>
        </message>
        <message numerus="yes">
            <source>%n khách phải báo cách khác</source>
            <translation>
                <numerusform>%n guest must be reported another way</numerusform>
                <numerusform>%n guests must be reported another way</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n khách phải đối chiếu</source>
            <translation>
                <numerusform>%n guest must be compared with the portal</numerusform>
                <numerusform>%n guests must be compared with the portal</numerusform>
            </translation>
        </message>
        <message>
            <source>Đối chiếu</source>
            <translation>Compare</translation>
        </message>
        <message>
            <source>Gọi trực ban Công an xã, đọc tên và số giấy tờ.</source>
            <translation>Phone the duty desk of the police, read out name and number.</translation>
        </message>
        <message>
            <source>Gọi trực ban Công an xã {phone}, đọc tên và số giấy tờ.</source>
            <translation>Phone the duty desk of the police, {phone}, read out name and number.</translation>
        </message>
        <message>
            <source>Những khách khác máy tự gửi.</source>
            <translation>The other guests are sent by themselves.</translation>
        </message>
        <message>
            <source>Nơi gửi đang dừng</source>
            <translation>Sending is stopped</translation>
        </message>
        <message>
            <source>Công an đã nhận hết.</source>
            <translation>The police have them all.</translation>
        </message>
        <message>
            <source>Báo cách khác</source>
            <translation>Report another way</translation>
        </message>
        <message>
            <source>Khách nước ngoài: tải tệp lên cổng, hoặc nộp phiếu giấy.</source>
            <translation>Foreign guests: upload the file to the portal, or hand in the paper slip.</translation>
        </message>
    </context>
    <context>
        <name>PileCard</name>
        <message>
            <source>Hạn {when}</source>
            <translation>Due {when}</translation>
        </message>
        <message>
            <source>Đang gửi. Cứ ghi khách tiếp, không phải chờ.</source>
            <translation>Sending. Go on working, no need to wait.</translation>
        </message>
        <message>
            <source>Sửa {field}</source>
            <translation>Correct {field}</translation>
        </message>
        <message>
            <source>Mã để báo người hỗ trợ: {code}</source>
            <translation>Code for a helper: {code}</translation>
        </message>
        <message>
            <source>Nơi gửi đang dừng. Khách vẫn nằm trong sổ.</source>
            <translation>Sending is stopped. The guest is safe in the book.</translation>
        </message>
        <message numerus="yes">
            <source>và %n khách nữa</source>
            <translation>
                <numerusform>and %n more guest</numerusform>
                <numerusform>and %n more guests</numerusform>
            </translation>
        </message>
        <message>
            <source>Báo cách khác…</source>
            <translation>Report another way…</translation>
        </message>
        <message>
            <source>Báo cách khác: {name}</source>
            <translation>Report another way: {name}</translation>
        </message>
        <message>
            <source>Đối chiếu…</source>
            <translation>Compare…</translation>
        </message>
        <message>
            <source>Đối chiếu: {name}</source>
            <translation>Compare: {name}</translation>
        </message>
        <message>
            <source>Đúng lần ở này</source>
            <translation>It is this stay</translation>
        </message>
        <message>
            <source>Gửi lại như cũ</source>
            <translation>Send again as it is</translation>
        </message>
        <message>
            <source>Gửi lại như cũ: {name}</source>
            <translation>Send again as it is: {name}</translation>
        </message>
    </context>
    <context>
        <name>PracticeBand</name>
        <message>
            <source>TẬP THỬ – không gửi cho ai.</source>
            <translation>PRACTICE – sent to nobody.</translation>
        </message>
    </context>
    <context>
        <name>PresentModel</name>
        <message>
            <source>Chọn</source>
            <translation>Mark</translation>
        </message>
        <message>
            <source>Khách đang ở ({n})</source>
            <translation>Guests in the house ({n})</translation>
        </message>
        <message>
            <source>Chỗ ngủ</source>
            <translation>Room</translation>
        </message>
        <message>
            <source>Đến → Đi</source>
            <translation>Arrives → Leaves</translation>
        </message>
        <message>
            <source>đã chọn</source>
            <translation>marked</translation>
        </message>
        <message>
            <source>chưa chọn</source>
            <translation>not marked</translation>
        </message>
    </context>
    <context>
        <name>QuitDialog</name>
        <message>
            <source>Đóng sổ?</source>
            <translation>Close the register?</translation>
        </message>
        <message numerus="yes">
            <source>Còn %n khách chưa gửi</source>
            <translation>
                <numerusform>%n guest not sent</numerusform>
                <numerusform>%n guests not sent</numerusform>
            </translation>
        </message>
        <message>
            <source>Hạn {when}.</source>
            <translation>Due {when}.</translation>
        </message>
        <message>
            <source>Đang tập thử nên không ai chờ; sổ thật cũng hỏi như thế này.</source>
            <translation>This is practice, nobody is waiting; the real book asks in the same way.</translation>
        </message>
        <message>
            <source>Khách đã nằm trong sổ. Máy chỉ gửi khi sổ đang mở.</source>
            <translation>Guests are in the book. They are sent only while it is open.</translation>
        </message>
        <message>
            <source>Ở lại</source>
            <translation>Stay</translation>
        </message>
        <message>
            <source>Vẫn đóng</source>
            <translation>Close anyway</translation>
        </message>
        <message>
            <source>Gửi ngay</source>
            <translation>Send now</translation>
        </message>
    </context>
    <context>
        <name>SentCard</name>
        <message numerus="yes">
            <source>Đã gửi, chưa đối chiếu (%n)</source>
            <translation>
                <numerusform>Sent, not compared (%n)</numerusform>
                <numerusform>Sent, not compared (%n)</numerusform>
            </translation>
        </message>
        <message>
            <source>Đối chiếu…</source>
            <translation>Compare…</translation>
        </message>
    </context>
    <context>
        <name>TodayView</name>
        <message>
            <source>Hôm nay</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>Khách ở tối nay</source>
            <translation>Guests tonight</translation>
        </message>
        <message>
            <source>Chưa có khách tối nay. Khi có khách, bấm “Khách mới” rồi quét thẻ.</source>
            <translation>No guests tonight. When they come, press “New guest” and scan the card.</translation>
        </message>
        <message>
            <source>Gửi tới: {place}</source>
            <translation>Sent to: {place}</translation>
        </message>
        <message>
            <source>Khách mới</source>
            <translation>New guest</translation>
        </message>
        <message>
            <source>Trả phòng</source>
            <translation>Check out</translation>
        </message>
        <message>
            <source>In sổ</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>Công an đã nhận {done} trên {total} khách</source>
            <translation>Police have {done} of {total} guests</translation>
        </message>
        <message>
            <source>Đã gửi {done} trên {total} khách · công an đã nhận {confirmed}</source>
            <translation>Sent {done} of {total} guests · police have {confirmed}</translation>
        </message>
        <message>
            <source>Đã gửi {done} trên {total} khách</source>
            <translation>Sent {done} of {total} guests</translation>
        </message>
        <message>
            <source>Tập thử – không gửi cho ai.</source>
            <translation>Practice – sent to nobody.</translation>
        </message>
    </context>
    <context>
        <name>TonightModel</name>
        <message>
            <source>Khách ở tối nay ({n})</source>
            <translation>Guests tonight ({n})</translation>
        </message>
        <message>
            <source>Quốc tịch</source>
            <translation>Nationality</translation>
        </message>
        <message>
            <source>Chỗ ngủ</source>
            <translation>Room</translation>
        </message>
        <message>
            <source>Đến → Đi</source>
            <translation>Arrives → Leaves</translation>
        </message>
        <message>
            <source>Tình trạng</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Mục</source>
            <translation>Menu</translation>
        </message>
        <message>
            <source>Mục: mở danh sách trang</source>
            <translation>Menu: open the list of pages</translation>
        </message>
        <message>
            <source>A–</source>
            <translation>A–</translation>
        </message>
        <message>
            <source>A+</source>
            <translation>A+</translation>
        </message>
        <message>
            <source>Chữ nhỏ hơn</source>
            <translation>Smaller text</translation>
        </message>
        <message>
            <source>Chữ to hơn</source>
            <translation>Larger text</translation>
        </message>
        <message>
            <source>Nhà mình: {house}</source>
            <translation>House: {house}</translation>
        </message>
        <message>
            <source>Gửi được</source>
            <translation>Can send</translation>
        </message>
        <message>
            <source>Không có mạng – vẫn ghi sổ được</source>
            <translation>No network – the book still works</translation>
        </message>
        <message>
            <source>Không có mạng</source>
            <translation>No network</translation>
        </message>
        <message>
            <source>Nơi gửi đang dừng – xem vì sao</source>
            <translation>Sending stopped – see why</translation>
        </message>
        <message>
            <source>Đang dừng</source>
            <translation>Stopped</translation>
        </message>
        <message>
            <source>Chỉ ghi sổ trên máy</source>
            <translation>Book only</translation>
        </message>
        <message>
            <source>Chỉ ghi sổ</source>
            <translation>Book only</translation>
        </message>
        <message>
            <source>TẬP THỬ – không gửi cho ai</source>
            <translation>PRACTICE – sent to nobody</translation>
        </message>
        <message>
            <source>TẬP THỬ</source>
            <translation>PRACTICE</translation>
        </message>
    </context>
    <context>
        <name>UndoBar</name>
        <message>
            <source>Gửi ngay</source>
            <translation>Send now</translation>
        </message>
        <message>
            <source>Hoàn tác</source>
            <translation>Undo</translation>
        </message>
        <message numerus="yes">
            <source>Gửi sau %n giây.</source>
            <translation>
                <numerusform>Sent in %n second.</numerusform>
                <numerusform>Sent in %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>VersionsDialog</name>
        <message>
            <source>Các bản</source>
            <translation>Versions</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Bản {number}</source>
            <translation>Version {number}</translation>
        </message>
        <message>
            <source>Ghi lúc {when}.</source>
            <translation>Recorded {when}.</translation>
        </message>
        <message numerus="yes">
            <source>Đã thử gửi %n lần.</source>
            <translation>
                <numerusform>Tried %n time.</numerusform>
                <numerusform>Tried %n times.</numerusform>
            </translation>
        </message>
        <message>
            <source>Báo xong lúc {when}.</source>
            <translation>Reported {when}.</translation>
        </message>
    </context>
    <context>
        <name>entries</name>
        <message>
            <source>Hôm nay</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>Sổ lưu trú</source>
            <translation>Guest register</translation>
        </message>
        <message>
            <source>Chưa gửi</source>
            <translation>Not sent</translation>
        </message>
        <message>
            <source>In sổ</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>Cài đặt</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Gọi giúp</source>
            <translation>Get help</translation>
        </message>
        <message>
            <source>Tin công an</source>
            <translation>Police messages</translation>
        </message>
    </context>
    <context>
        <name>guest_words</name>
        <message>
            <source>Hộ chiếu</source>
            <translation>Passport</translation>
        </message>
        <message>
            <source>CCCD</source>
            <translation>ID card</translation>
        </message>
        <message>
            <source>CMND</source>
            <translation>Old ID card</translation>
        </message>
        <message>
            <source>Bằng lái xe</source>
            <translation>Driving licence</translation>
        </message>
        <message>
            <source>Khai sinh</source>
            <translation>Birth cert.</translation>
        </message>
        <message>
            <source>Thẻ BHYT</source>
            <translation>Health card</translation>
        </message>
        <message>
            <source>Số định danh</source>
            <translation>ID notice</translation>
        </message>
        <message>
            <source>Căn cước</source>
            <translation>ID card (new)</translation>
        </message>
        <message>
            <source>Giấy khác</source>
            <translation>Other paper</translation>
        </message>
        <message>
            <source>Chưa có</source>
            <translation>None yet</translation>
        </message>
        <message>
            <source>chưa ghi phòng</source>
            <translation>no room yet</translation>
        </message>
    </context>
    <context>
        <name>proof</name>
        <message>
            <source>Đã gửi lúc {when} – nơi gửi không cấp giấy nhận.</source>
            <translation>Sent {when} – no receipt from this place.</translation>
        </message>
        <message>
            <source>Đã hủy: {reason}. Dòng vẫn còn trong sổ.</source>
            <translation>Cancelled: {reason}. The line stays in the book.</translation>
        </message>
        <message>
            <source>Đang gửi. Cứ ghi khách tiếp, không phải chờ.</source>
            <translation>Sending. Go on working, no need to wait.</translation>
        </message>
        <message>
            <source>Dòng này đã có bản sửa.</source>
            <translation>A correction has replaced this line.</translation>
        </message>
        <message>
            <source>Chưa đủ thông tin để ghi vào sổ.</source>
            <translation>Not complete enough for the book.</translation>
        </message>
        <message>
            <source>Nơi gửi không nhận khách này qua mạng. Báo cách khác.</source>
            <translation>Not taken online. Report another way.</translation>
        </message>
        <message>
            <source>Báo muộn {late} so với hạn.</source>
            <translation>Reported {late} after the deadline.</translation>
        </message>
        <message>
            <source>Gửi lúc {when}.</source>
            <translation>Sent at {when}.</translation>
        </message>
        <message>
            <source>Lần thử kế tiếp: {when}.</source>
            <translation>Next try: {when}.</translation>
        </message>
        <message>
            <source>Đang tới lượt gửi.</source>
            <translation>Next in line to be sent.</translation>
        </message>
        <message>
            <source>Công an trả lại.</source>
            <translation>Returned by the police.</translation>
        </message>
        <message>
            <source>Báo bằng {way} lúc {when}.</source>
            <translation>Reported by {way} {when}.</translation>
        </message>
        <message>
            <source>Cán bộ nghe: {name}.</source>
            <translation>Taken by: {name}.</translation>
        </message>
    </context>
    <context>
        <name>states</name>
        <message>
            <source>Chưa đủ thông tin</source>
            <translation>Not complete</translation>
        </message>
        <message>
            <source>Chưa gửi</source>
            <translation>Not sent yet</translation>
        </message>
        <message>
            <source>Đang gửi</source>
            <translation>Sending</translation>
        </message>
        <message>
            <source>Chưa rõ – đang hỏi lại</source>
            <translation>Not clear – asking again</translation>
        </message>
        <message>
            <source>Chưa rõ – phải đối chiếu</source>
            <translation>Not clear – to be compared</translation>
        </message>
        <message>
            <source>Đã gửi</source>
            <translation>Sent</translation>
        </message>
        <message>
            <source>Công an đã nhận</source>
            <translation>Received by police</translation>
        </message>
        <message>
            <source>Cần sửa</source>
            <translation>To correct</translation>
        </message>
        <message>
            <source>Phải báo cách khác</source>
            <translation>Must be reported another way</translation>
        </message>
        <message>
            <source>Đã báo</source>
            <translation>Reported</translation>
        </message>
        <message>
            <source>Đã hủy</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>Đã có bản sửa</source>
            <translation>Replaced by a correction</translation>
        </message>
        <message>
            <source>Cần sửa: {field}</source>
            <translation>To correct: {field}</translation>
        </message>
        <message>
            <source>Đã báo: {way}</source>
            <translation>Reported: {way}</translation>
        </message>
        <message>
            <source>Đã hủy – {reason}</source>
            <translation>Cancelled – {reason}</translation>
        </message>
        <message>
            <source>Quá giờ</source>
            <translation>Late</translation>
        </message>
        <message>
            <source>Đi hôm nay</source>
            <translation>Leaves today</translation>
        </message>
        <message>
            <source>điện thoại</source>
            <translation>phone</translation>
        </message>
        <message>
            <source>thư điện tử</source>
            <translation>e-mail</translation>
        </message>
        <message>
            <source>trực tiếp</source>
            <translation>in person</translation>
        </message>
        <message>
            <source>VNeID</source>
            <translation>VNeID</translation>
        </message>
        <message>
            <source>cổng</source>
            <translation>portal</translation>
        </message>
        <message>
            <source>giấy</source>
            <translation>paper</translation>
        </message>
        <message>
            <source>khách không đến</source>
            <translation>guest did not come</translation>
        </message>
        <message>
            <source>ghi hai lần</source>
            <translation>entered twice</translation>
        </message>
        <message>
            <source>nhầm nhà</source>
            <translation>wrong house</translation>
        </message>
        <message>
            <source>lý do khác</source>
            <translation>other reason</translation>
        </message>
        <message>
            <source>hoàn tác</source>
            <translation>undone</translation>
        </message>
        <message>
            <source>Bản hủy: {state}</source>
            <translation>Cancellation: {state}</translation>
        </message>
    </context>
    <context>
        <name>texts</name>
        <message>
            <source>thứ Hai</source>
            <translation>Monday</translation>
        </message>
        <message>
            <source>thứ Ba</source>
            <translation>Tuesday</translation>
        </message>
        <message>
            <source>thứ Tư</source>
            <translation>Wednesday</translation>
        </message>
        <message>
            <source>thứ Năm</source>
            <translation>Thursday</translation>
        </message>
        <message>
            <source>thứ Sáu</source>
            <translation>Friday</translation>
        </message>
        <message>
            <source>thứ Bảy</source>
            <translation>Saturday</translation>
        </message>
        <message>
            <source>Chủ nhật</source>
            <translation>Sunday</translation>
        </message>
        <message>
            <source>{clock} hôm nay</source>
            <translation>{clock} today</translation>
        </message>
        <message>
            <source>{clock} sáng mai</source>
            <translation>{clock} tomorrow</translation>
        </message>
        <message>
            <source>{clock} ngày mai</source>
            <translation>{clock} tomorrow</translation>
        </message>
        <message>
            <source>{clock} hôm qua</source>
            <translation>{clock} yesterday</translation>
        </message>
        <message>
            <source>{clock} ngày {day}</source>
            <translation>{clock} on {day}</translation>
        </message>
        <message numerus="yes">
            <source>%n ngày</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n giờ</source>
            <translation>
                <numerusform>%n h</numerusform>
                <numerusform>%n h</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n phút</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>today</name>
        <message numerus="yes">
            <source>%n khách cần sửa</source>
            <translation>
                <numerusform>%n guest to correct</numerusform>
                <numerusform>%n guests to correct</numerusform>
            </translation>
        </message>
        <message>
            <source>Công an trả lại. Mở giấy tờ xem lại rồi sửa.</source>
            <translation>Returned by the police. Look at the document and correct.</translation>
        </message>
        <message>
            <source>Tối nay chưa có khách.</source>
            <translation>No guests tonight.</translation>
        </message>
        <message>
            <source>Xem và sửa</source>
            <translation>See and correct</translation>
        </message>
        <message>
            <source>Xem cách sửa</source>
            <translation>See what to do</translation>
        </message>
        <message>
            <source>Máy đã dừng gửi</source>
            <translation>Sending stopped</translation>
        </message>
        <message numerus="yes">
            <source>%n khách phải báo cách khác</source>
            <translation>
                <numerusform>%n guest must be reported another way</numerusform>
                <numerusform>%n guests must be reported another way</numerusform>
            </translation>
        </message>
        <message>
            <source>Nơi gửi không nhận những khách này qua mạng.</source>
            <translation>These guests are not taken online.</translation>
        </message>
        <message numerus="yes">
            <source>Nơi gửi chỉ nhận %n khách này đến {when}.</source>
            <translation>
                <numerusform>%n guest is taken only until {when}.</numerusform>
                <numerusform>%n guests are taken only until {when}.</numerusform>
            </translation>
        </message>
        <message>
            <source>Chưa gửi được thì báo cách khác ngay.</source>
            <translation>If sending fails, report another way now.</translation>
        </message>
        <message>
            <source>Khách nước ngoài: tải tệp lên cổng, hoặc nộp phiếu giấy.</source>
            <translation>Foreign guests: upload the file to the portal, or hand in the paper slip.</translation>
        </message>
        <message>
            <source>Báo cách khác</source>
            <translation>Report another way</translation>
        </message>
        <message>
            <source>Gọi trực ban Công an xã.</source>
            <translation>Phone the duty desk of the police.</translation>
        </message>
        <message>
            <source>Gọi trực ban Công an xã {phone}.</source>
            <translation>Phone the duty desk of the police: {phone}.</translation>
        </message>
        <message numerus="yes">
            <source>Còn &lt;b&gt;%n khách chưa gửi&lt;/b&gt;.</source>
            <translation>
                <numerusform>&lt;b&gt;%n guest not sent&lt;/b&gt;.</numerusform>
                <numerusform>&lt;b&gt;%n guests not sent&lt;/b&gt;.</numerusform>
            </translation>
        </message>
        <message>
            <source>Máy sẽ tự gửi khi có mạng.</source>
            <translation>Sent by itself once online.</translation>
        </message>
        <message>
            <source>Máy không tự gửi được, nhà mình phải báo.</source>
            <translation>The program can't send them; you have to report them.</translation>
        </message>
        <message>
            <source>Xem cách báo</source>
            <translation>See how</translation>
        </message>
        <message numerus="yes">
            <source>Gửi %n khách ngay</source>
            <translation>
                <numerusform>Send %n guest now</numerusform>
                <numerusform>Send %n guests now</numerusform>
            </translation>
        </message>
        <message>
            <source>Còn {length} đến {when}</source>
            <translation>{length} left until {when}</translation>
        </message>
        <message numerus="yes">
            <source>Đã quá {when}. %n khách chưa gửi.</source>
            <translation>
                <numerusform>Past {when}. %n guest not sent.</numerusform>
                <numerusform>Past {when}. %n guests not sent.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nếu đến {half} vẫn chưa gửi được, máy sẽ chỉ cách báo bằng điện thoại.</source>
            <translation>If still unsent at {half}, the program shows how to phone.</translation>
        </message>
        <message numerus="yes">
            <source>Công an đã nhận %n khách.</source>
            <translation>
                <numerusform>The police have %n guest.</numerusform>
                <numerusform>The police have %n guests.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Đã gửi %n khách.</source>
            <translation>
                <numerusform>%n guest sent.</numerusform>
                <numerusform>%n guests sent.</numerusform>
            </translation>
        </message>
        <message>
            <source>Tối nay xong rồi.</source>
            <translation>All done tonight.</translation>
        </message>
    </context>
    <context>
        <name>WarningArea</name>
        <message numerus="yes">
            <source>%n điều cần biết</source>
            <translation>
                <numerusform>%n thing to know</numerusform>
                <numerusform>%n things to know</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UnfinishedStrip</name>
        <message>
            <source>Làm tiếp</source>
            <translation>Go on</translation>
        </message>
        <message>
            <source>Bỏ hẳn</source>
            <translation>Discard</translation>
        </message>
        <message numerus="yes">
            <source>Phiếu đang dở: %n khách, chưa ghi vào sổ.</source>
            <translation>
                <numerusform>Unfinished form: %n guest, not in the book yet.</numerusform>
                <numerusform>Unfinished form: %n guests, not in the book yet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Bản sửa đang dở: {name}, chưa ghi vào sổ.</source>
            <translation>Unfinished correction: {name}, not in the book yet.</translation>
        </message>
        <message numerus="yes">
            <source>Còn %n phiếu dở nữa.</source>
            <translation>
                <numerusform>%n more unfinished form.</numerusform>
                <numerusform>%n more unfinished forms.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExtendDialog</name>
        <message>
            <source>Ở thêm</source>
            <translation>Stay longer</translation>
        </message>
        <message>
            <source>{name}: đang ghi đi lúc {when}. Mọi người cùng lượt ở thêm như nhau.</source>
            <translation>{name}: leaves {when}. Everybody of this stay stays longer alike.</translation>
        </message>
        <message>
            <source>Ở đến ngày</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>Đi lúc</source>
            <translation>Leaves at</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Ghi ở thêm</source>
            <translation>Note it</translation>
        </message>
    </context>
    <context>
        <name>RequestDialog</name>
        <message>
            <source>Công an đòi sửa</source>
            <translation>Police ask for a correction</translation>
        </message>
        <message>
            <source>Chỗ khác</source>
            <translation>Something else</translation>
        </message>
        <message>
            <source>Chỗ phải sửa</source>
            <translation>What to correct</translation>
        </message>
        <message>
            <source>Công an nói gì?</source>
            <translation>What do the police say?</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Ghi lại</source>
            <translation>Note it</translation>
        </message>
    </context>
</TS>
