' Does to a workbook what somebody does who answers findings in LibreOffice.
' Orders stand one a line, their parts divided by tabs; cells are called as in the sheet, such as H7.

Sub Carry_out(source, target, orders, told)
	On Error Goto failed
	document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, Array(Named("Hidden", True)))
	options = Array(Named("FilterName", "Calc MS Excel 2007 XML"))
	lines = Lines_of(orders)
	For i = 0 To UBound(lines)
		parts = Split(lines(i), Chr(9))
		If parts(0) = "format" Then
			options = Array(Named("FilterName", parts(1)))
		ElseIf parts(0) = "password" Then
			options = Array(options(0), Named("EncryptionData", Array(Pair("CryptoType", "Standard"), Pair("OOXPassword", parts(1)))))
		ElseIf Is_refused(document, parts) Then
			Tell told, parts(2) & " is locked"
			StarDesktop.terminate()
			Exit Sub
		ElseIf parts(0) <> "" Then
			Obey document, parts
		End If
	Next
	document.storeToURL(ConvertToURL(target), options)
	document.close(True)
	Tell told, "done"
	StarDesktop.terminate()
	Exit Sub
failed:
	Tell told, "line " & Erl & ": " & Error$
	StarDesktop.terminate()
End Sub

Sub Obey(document, parts)
	sheet = document.Sheets.getByName(parts(1))
	Select Case parts(0)
	Case "write"
		sheet.getCellRangeByName(parts(2)).String = Join(Split(parts(3), "\n"), Chr(10))
	Case "type"
		sheet.getCellRangeByName(parts(2)).FormulaLocal = parts(3)
	Case "unprotect"
		sheet.unprotect("")
	Case "sort"
		Sort_rows sheet.getCellRangeByName(parts(2)), CInt(parts(3))
	Case "filter"
		Filter_rows sheet.getCellRangeByName(parts(2)), CInt(parts(3)), parts(4)
	Case "move"
		column = sheet.getCellRangeByName(parts(2)).RangeAddress
		sheet.Columns.insertByIndex(CInt(parts(3)), 1)
		If column.StartColumn >= CInt(parts(3)) Then
			column.StartColumn = column.StartColumn + 1
			column.EndColumn = column.EndColumn + 1
		End If
		sheet.moveRange(sheet.getCellByPosition(CInt(parts(3)), 0).CellAddress, column)
		sheet.Columns.removeByIndex(column.StartColumn, 1)
	Case "delete"
		sheet.Rows.removeByIndex(CInt(parts(2)) - 1, 1)
	Case "insert"
		sheet.Rows.insertByIndex(CInt(parts(2)) - 1, 1)
	End Select
End Sub

Function Is_refused(document, parts)
	' The window lets nobody type into a locked cell of a protected sheet; a macro it would let.
	Is_refused = False
	If parts(0) = "write" Or parts(0) = "type" Then
		sheet = document.Sheets.getByName(parts(1))
		protection = sheet.getCellRangeByName(parts(2)).CellProtection
		Is_refused = sheet.isProtected() And protection.IsLocked
	End If
End Function

Sub Sort_rows(rows, column)
	Dim field As New com.sun.star.table.TableSortField
	field.Field = column
	field.IsAscending = False
	rows.sort(Array(Named("SortFields", Array(field)), Named("ContainsHeader", False)))
End Sub

Sub Filter_rows(rows, column, sValue)
	Dim wanted(0) As New com.sun.star.sheet.TableFilterField
	wanted(0).Field = column
	wanted(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL
	wanted(0).IsNumeric = False
	wanted(0).StringValue = sValue
	descriptor = rows.createFilterDescriptor(True)
	descriptor.ContainsHeader = True
	descriptor.setFilterFields(wanted())
	rows.filter(descriptor)
End Sub

Function Named(sName, aValue)
	Dim made As New com.sun.star.beans.PropertyValue
	made.Name = sName
	made.Value = aValue
	Named = made
End Function

Function Pair(sName, aValue)
	Dim made As New com.sun.star.beans.NamedValue
	made.Name = sName
	made.Value = aValue
	Pair = made
End Function

Function Lines_of(path)
	files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
	stream = createUnoService("com.sun.star.io.TextInputStream")
	stream.setInputStream(files.openFileRead(ConvertToURL(path)))
	stream.setEncoding("UTF-8")
	Lines_of = Split(stream.readString(Array(), False), Chr(10))
End Function

Sub Tell(path, words)
	handle = FreeFile
	Open path For Output As #handle
	Print #handle, words
	Close #handle
End Sub
