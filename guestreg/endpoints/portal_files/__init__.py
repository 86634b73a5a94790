"""The portal's upload files: two sheets and an XML, built to its layout or filled into the template it gives out."""
