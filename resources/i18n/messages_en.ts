<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>MessagesView</name>
        <message>
            <source>Tin công an</source>
            <translation>Police messages</translation>
        </message>
        <message>
            <source>Tin ở đây chỉ đến từ {host}.</source>
            <translation>Messages here come only from {host}.</translation>
        </message>
        <message>
            <source>Nơi gửi này không nhắn tin riêng. Ở đây chỉ có câu máy công an trả lời.</source>
            <translation>This place sends no messages. Here are only the answers of its computer.</translation>
        </message>
        <message>
            <source>Công an không hỏi mật khẩu, mã OTP hay tiền ở đây.</source>
            <translation>Police never ask for a password, an OTP or money here.</translation>
        </message>
        <message>
            <source>Chưa có tin từ công an.</source>
            <translation>No messages from the police.</translation>
        </message>
        <message numerus="yes">
            <source>Công an đã nhận %n khách trong 30 ngày qua.</source>
            <translation>
                <numerusform>The police received %n guest in the last 30 days.</numerusform>
                <numerusform>The police received %n guests in the last 30 days.</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} (số {number})</source>
            <translation>{name} (no. {number})</translation>
        </message>
        <message>
            <source>Sửa</source>
            <translation>Correct</translation>
        </message>
        <message>
            <source>Sửa: {name}</source>
            <translation>Correct: {name}</translation>
        </message>
        <message>
            <source>Gọi hỏi: {phone}</source>
            <translation>Ask by phone: {phone}</translation>
        </message>
        <message>
            <source>Nhắn chung</source>
            <translation>Notice</translation>
        </message>
        <message>
            <source>Đã đọc</source>
            <translation>Read</translation>
        </message>
        <message>
            <source>Đã đọc: {subject}</source>
            <translation>Read: {subject}</translation>
        </message>
        <message>
            <source>Về Hôm nay</source>
            <translation>Back to Today</translation>
        </message>
    </context>
</TS>
