<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>TellingView</name>
        <message>
            <source>Lấy tệp trả lời…</source>
            <translation>Take in the answer file…</translation>
        </message>
        <message>
            <source>Lúc</source>
            <translation>At</translation>
        </message>
        <message>
            <source>Ngày</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>Cán bộ nghe</source>
            <translation>Officer</translation>
        </message>
        <message>
            <source>Nơi nhận</source>
            <translation>Handed to</translation>
        </message>
        <message>
            <source>Mã hồ sơ, nếu có</source>
            <translation>File number, if any</translation>
        </message>
        <message>
            <source>Để sau</source>
            <translation>Later</translation>
        </message>
        <message numerus="yes">
            <source>và %n khách nữa</source>
            <translation>
                <numerusform>and %n more guest</numerusform>
                <numerusform>and %n more guests</numerusform>
            </translation>
        </message>
        <message>
            <source>Đã báo trước</source>
            <translation>Announced</translation>
        </message>
        <message>
            <source>Đã báo</source>
            <translation>Reported</translation>
        </message>
        <message>
            <source>Không có khách nào phải báo cách khác.</source>
            <translation>No guest must be reported another way.</translation>
        </message>
        <message>
            <source>Đã ghi cuộc báo trước. Khách nước ngoài vẫn phải khai.</source>
            <translation>The announcement is noted. A foreign guest must still be declared.</translation>
        </message>
        <message>
            <source>Đã ghi: báo bằng {way} lúc {clock}.</source>
            <translation>Noted: reported by {way} at {clock}.</translation>
        </message>
        <message>
            <source>Đã lưu {name}.</source>
            <translation>{name} is saved.</translation>
        </message>
        <message>
            <source>Báo bằng cách nào?</source>
            <translation>Reported in which way?</translation>
        </message>
        <message numerus="yes">
            <source>%n khách</source>
            <translation>
                <numerusform>%n guest</numerusform>
                <numerusform>%n guests</numerusform>
            </translation>
        </message>
        <message>
            <source>Báo cách khác</source>
            <translation>Another way</translation>
        </message>
    </context>
    <context>
        <name>AidDialog</name>
        <message>
            <source>Chép sang VNeID</source>
            <translation>Copy into VNeID</translation>
        </message>
        <message>
            <source>Đóng</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Trước</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Sau</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>{n}/{count}</source>
            <translation>{n}/{count}</translation>
        </message>
        <message>
            <source>Chép</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Chép {label}</source>
            <translation>Copy {label}</translation>
        </message>
        <message>
            <source>Đã chép.</source>
            <translation>Copied.</translation>
        </message>
    </context>
    <context>
        <name>ways</name>
        <message>
            <source>Chép gói ra USB, đưa {unit}. Họ trả tệp trả lời thì lấy vào máy.</source>
            <translation>Copy the pack to a stick for {unit}. Take their answer file in when you have it.</translation>
        </message>
        <message>
            <source>Chép gói</source>
            <translation>Copy the pack</translation>
        </message>
        <message>
            <source>Cổng trả lời gì, bao nhiêu khách</source>
            <translation>The portal's answer, how many guests</translation>
        </message>
        <message>
            <source>Gọi điện</source>
            <translation>By phone</translation>
        </message>
        <message>
            <source>Đến trực tiếp</source>
            <translation>In person</translation>
        </message>
        <message>
            <source>VNeID</source>
            <translation>VNeID</translation>
        </message>
        <message>
            <source>Cổng trên mạng</source>
            <translation>Web portal</translation>
        </message>
        <message>
            <source>Thư điện tử</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Nộp phiếu giấy</source>
            <translation>Paper slip</translation>
        </message>
        <message>
            <source>{way} – chỉ là báo trước</source>
            <translation>{way} – announces only</translation>
        </message>
        <message>
            <source>Công an xã</source>
            <translation>the commune police</translation>
        </message>
        <message>
            <source>Gọi {unit}: {phone}. Đọc lần lượt từng khách.</source>
            <translation>Call {unit}: {phone}. Read out one guest after the other.</translation>
        </message>
        <message>
            <source>chưa ghi số</source>
            <translation>no number noted</translation>
        </message>
        <message>
            <source>Đến {unit}, mang theo sổ hoặc tờ in.</source>
            <translation>Go to {unit} with the book or a print-out.</translation>
        </message>
        <message>
            <source>Mở tờ chép, rồi chép từng ô sang điện thoại.</source>
            <translation>Open the copy sheet and copy field by field into the phone.</translation>
        </message>
        <message>
            <source>Làm tệp, tự đăng nhập vào cổng, tải tệp lên. Làm tệp chưa phải là đã báo.</source>
            <translation>Make the files, sign in to the portal yourself, upload them. Making files reports nothing yet.</translation>
        </message>
        <message>
            <source>Gửi thư tới {email}. Không gửi ảnh giấy tờ.</source>
            <translation>Write to {email}. Send no pictures of papers.</translation>
        </message>
        <message>
            <source>Ghi phiếu khai báo, nộp tại {unit}.</source>
            <translation>Fill in the slip and hand it in at {unit}.</translation>
        </message>
        <message>
            <source>In tờ đọc</source>
            <translation>Print the read-out sheet</translation>
        </message>
        <message>
            <source>In tờ này</source>
            <translation>Print this sheet</translation>
        </message>
        <message>
            <source>Mở tờ chép</source>
            <translation>Open the copy sheet</translation>
        </message>
        <message>
            <source>Làm tệp</source>
            <translation>Make the files</translation>
        </message>
        <message>
            <source>Số đã gọi</source>
            <translation>Number called</translation>
        </message>
        <message>
            <source>Gửi tới địa chỉ</source>
            <translation>Sent to the address</translation>
        </message>
        <message>
            <source>Nơi nhận</source>
            <translation>Handed to</translation>
        </message>
    </context>
    <context>
        <name>files</name>
        <message>
            <source>Làm lúc {when}.</source>
            <translation>Made {when}.</translation>
        </message>
        <message>
            <source>{name} cũng có trong tệp {file}.</source>
            <translation>{name} is also in file {file}.</translation>
        </message>
        <message>
            <source>Đã báo hết khách trong tệp này.</source>
            <translation>Everybody in this file is reported.</translation>
        </message>
        <message>
            <source>Đã tải tệp này lên</source>
            <translation>This file is uploaded</translation>
        </message>
        <message>
            <source>Đã tải lên tệp {file}</source>
            <translation>File {file} is uploaded</translation>
        </message>
        <message numerus="yes">
            <source>Không vào được tệp (%n)</source>
            <translation>
                <numerusform>Not taken into a file (%n)</numerusform>
                <numerusform>Not taken into a file (%n)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n khách đã có trong tệp trước, không làm lại.</source>
            <translation>
                <numerusform>%n guest is in an earlier file and wasn't written again.</numerusform>
                <numerusform>%n guests are in an earlier file and weren't written again.</numerusform>
            </translation>
        </message>
        <message>
            <source>Vẫn làm lại</source>
            <translation>Write again all the same</translation>
        </message>
        <message numerus="yes">
            <source>%n khách</source>
            <translation>
                <numerusform>%n guest</numerusform>
                <numerusform>%n guests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>và %n khách nữa</source>
            <translation>
                <numerusform>and %n more guest</numerusform>
                <numerusform>and %n more guests</numerusform>
            </translation>
        </message>
    </context>
</TS>
