<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>SettingsView</name>
        <message>
            <source>Mở tệp cài đặt của công an…</source>
            <translation>Open a set-up file of the police…</translation>
        </message>
    </context>
    <context>
        <name>SetUpView</name>
        <message>
            <source>Tệp cài đặt</source>
            <translation>Set-up file</translation>
        </message>
        <message>
            <source>Chọn tệp cài đặt…</source>
            <translation>Choose the set-up file…</translation>
        </message>
        <message>
            <source>Bắt đầu lại với nơi ký mới</source>
            <translation>Begin anew with the new signer</translation>
        </message>
        <message>
            <source>Gặp cán bộ hoặc gọi số đã biết. Cán bộ đọc, nhà mình gõ.</source>
            <translation>Meet the officer or call a number you know. They read it out, you type.</translation>
        </message>
        <message>
            <source>Nhà mình trong tệp</source>
            <translation>Your house in the file</translation>
        </message>
        <message>
            <source>Gửi mã này</source>
            <translation>Send this code</translation>
        </message>
        <message>
            <source>Dùng tệp này</source>
            <translation>Use this file</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Chọn tệp công an đưa. Chưa đổi gì cho tới khi bấm dùng.</source>
            <translation>Choose the file the police gave you. Nothing changes until you use it.</translation>
        </message>
        <message>
            <source>Tệp: {name}</source>
            <translation>File: {name}</translation>
        </message>
        <message>
            <source>Chưa chọn</source>
            <translation>Not chosen yet</translation>
        </message>
    </context>
    <context>
        <name>OfferCard</name>
        <message>
            <source>Những gì sẽ đổi</source>
            <translation>What would change</translation>
        </message>
        <message>
            <source>Người ký: {who}. Chữ ký: {signer}.</source>
            <translation>Signed by: {who}. Signature: {signer}.</translation>
        </message>
        <message>
            <source>Nơi gửi: {host}</source>
            <translation>Sent to: {host}</translation>
        </message>
        <message>
            <source>Tệp số {serial}, ký ngày {day}. Trực ban: {phone}.</source>
            <translation>File number {serial}, signed on {day}. Duty phone: {phone}.</translation>
        </message>
        <message>
            <source>không có</source>
            <translation>none</translation>
        </message>
        <message>
            <source>Không đổi gì.</source>
            <translation>Nothing would change.</translation>
        </message>
        <message>
            <source>Chữ ký đúng, của nơi máy này đã tin.</source>
            <translation>The signature holds, by a signer this computer trusts.</translation>
        </message>
        <message>
            <source>Chữ ký đúng, nhưng máy này chưa biết nơi ký.</source>
            <translation>The signature holds, but this computer doesn't know the signer yet.</translation>
        </message>
        <message>
            <source>Chữ ký lạ. Máy này đang tin {former}, không phải {new}.</source>
            <translation>A strange signature. This computer trusts {former}, not {new}.</translation>
        </message>
    </context>
</TS>
