# @TEST-DOC: Each message raises events for its headers and for each object, with its numbers.
# @TEST-EXEC: avocet -b -r $TRACES/dnp3.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_DNP3_TCP, 20000/tcp);
	}

event dnp3_application_request_header(c: connection, is_orig: bool, application: count, fc: count)
	{
	print "application_request_header", application, fc;
	}

event dnp3_application_response_header(c: connection, is_orig: bool, application: count, fc: count, iin: count)
	{
	print "application_response_header", application, fc, iin;
	}

event dnp3_header_block(c: connection, is_orig: bool, len: count, ctrl: count, dest_addr: count, src_addr: count)
	{
	print "---- message", is_orig, len, ctrl, dest_addr, src_addr;
	}

event dnp3_object_header(c: connection, is_orig: bool, obj_type: count, qua_field: count, number: count,
                         rf_low: count, rf_high: count)
	{
	print "object_header", obj_type, qua_field, number, rf_low, rf_high;
	}

event dnp3_attribute_common(c: connection, is_orig: bool, data_type_code: count, leng: count, attribute_obj: string)
	{
	print "attribute_common", data_type_code, leng, attribute_obj;
	}

event dnp3_file_transport(c: connection, is_orig: bool, file_handle: count, block_num: count, file_data: string)
	{
	print "file_transport", file_handle, block_num, file_data;
	}

event dnp3_crob(c: connection, is_orig: bool, control_code: count, count8: count, on_time: count, off_time: count,
                status_code: count)
	{
	print "crob", control_code, count8, on_time, off_time, status_code;
	}

event dnp3_pcb(c: connection, is_orig: bool, control_code: count, count8: count, on_time: count, off_time: count,
               status_code: count)
	{
	print "pcb", control_code, count8, on_time, off_time, status_code;
	}

event dnp3_counter_32wFlag(c: connection, is_orig: bool, flag: count, count_value: count)
	{
	print "counter_32wFlag", flag, count_value;
	}

event dnp3_counter_16wFlag(c: connection, is_orig: bool, flag: count, count_value: count)
	{
	print "counter_16wFlag", flag, count_value;
	}

event dnp3_counter_32woFlag(c: connection, is_orig: bool, count_value: count)
	{
	print "counter_32woFlag", count_value;
	}

event dnp3_counter_16woFlag(c: connection, is_orig: bool, count_value: count)
	{
	print "counter_16woFlag", count_value;
	}

event dnp3_frozen_counter_32wFlag(c: connection, is_orig: bool, flag: count, count_value: count)
	{
	print "frozen_counter_32wFlag", flag, count_value;
	}

event dnp3_frozen_counter_16wFlag(c: connection, is_orig: bool, flag: count, count_value: count)
	{
	print "frozen_counter_16wFlag", flag, count_value;
	}

event dnp3_frozen_counter_32wFlagTime(c: connection, is_orig: bool, flag: count, count_value: count, time48: count)
	{
	print "frozen_counter_32wFlagTime", flag, count_value, time48;
	}

event dnp3_frozen_counter_16wFlagTime(c: connection, is_orig: bool, flag: count, count_value: count, time48: count)
	{
	print "frozen_counter_16wFlagTime", flag, count_value, time48;
	}

event dnp3_frozen_counter_32woFlag(c: connection, is_orig: bool, count_value: count)
	{
	print "frozen_counter_32woFlag", count_value;
	}

event dnp3_frozen_counter_16woFlag(c: connection, is_orig: bool, count_value: count)
	{
	print "frozen_counter_16woFlag", count_value;
	}

event dnp3_analog_input_32wFlag(c: connection, is_orig: bool, flag: count, value: count)
	{
	print "analog_input_32wFlag", flag, value;
	}

event dnp3_analog_input_16wFlag(c: connection, is_orig: bool, flag: count, value: count)
	{
	print "analog_input_16wFlag", flag, value;
	}

event dnp3_analog_input_32woFlag(c: connection, is_orig: bool, value: count)
	{
	print "analog_input_32woFlag", value;
	}

event dnp3_analog_input_16woFlag(c: connection, is_orig: bool, value: count)
	{
	print "analog_input_16woFlag", value;
	}

event dnp3_analog_input_SPwFlag(c: connection, is_orig: bool, flag: count, value: count)
	{
	print "analog_input_SPwFlag", flag, value;
	}

event dnp3_analog_input_DPwFlag(c: connection, is_orig: bool, flag: count, value_low: count, value_high: count)
	{
	print "analog_input_DPwFlag", flag, value_low, value_high;
	}

event dnp3_frozen_analog_input_32wFlag(c: connection, is_orig: bool, flag: count, frozen_value: count)
	{
	print "frozen_analog_input_32wFlag", flag, frozen_value;
	}

event dnp3_frozen_analog_input_16wFlag(c: connection, is_orig: bool, flag: count, frozen_value: count)
	{
	print "frozen_analog_input_16wFlag", flag, frozen_value;
	}

event dnp3_frozen_analog_input_32wTime(c: connection, is_orig: bool, flag: count, frozen_value: count, time48: count)
	{
	print "frozen_analog_input_32wTime", flag, frozen_value, time48;
	}

event dnp3_frozen_analog_input_16wTime(c: connection, is_orig: bool, flag: count, frozen_value: count, time48: count)
	{
	print "frozen_analog_input_16wTime", flag, frozen_value, time48;
	}

event dnp3_frozen_analog_input_32woFlag(c: connection, is_orig: bool, frozen_value: count)
	{
	print "frozen_analog_input_32woFlag", frozen_value;
	}

event dnp3_frozen_analog_input_16woFlag(c: connection, is_orig: bool, frozen_value: count)
	{
	print "frozen_analog_input_16woFlag", frozen_value;
	}

event dnp3_frozen_analog_input_SPwFlag(c: connection, is_orig: bool, flag: count, frozen_value: count)
	{
	print "frozen_analog_input_SPwFlag", flag, frozen_value;
	}

event dnp3_frozen_analog_input_DPwFlag(c: connection, is_orig: bool, flag: count, frozen_value_low: count,
                                       frozen_value_high: count)
	{
	print "frozen_analog_input_DPwFlag", flag, frozen_value_low, frozen_value_high;
	}

event dnp3_analog_input_event_32woTime(c: connection, is_orig: bool, flag: count, value: count)
	{
	print "analog_input_event_32woTime", flag, value;
	}

event dnp3_analog_input_event_16woTime(c: connection, is_orig: bool, flag: count, value: count)
	{
	print "analog_input_event_16woTime", flag, value;
	}

event dnp3_analog_input_event_32wTime(c: connection, is_orig: bool, flag: count, value: count, time48: count)
	{
	print "analog_input_event_32wTime", flag, value, time48;
	}

event dnp3_analog_input_event_16wTime(c: connection, is_orig: bool, flag: count, value: count, time48: count)
	{
	print "analog_input_event_16wTime", flag, value, time48;
	}

event dnp3_analog_input_event_SPwoTime(c: connection, is_orig: bool, flag: count, value: count)
	{
	print "analog_input_event_SPwoTime", flag, value;
	}

event dnp3_analog_input_event_DPwoTime(c: connection, is_orig: bool, flag: count, value_low: count, value_high: count)
	{
	print "analog_input_event_DPwoTime", flag, value_low, value_high;
	}

event dnp3_analog_input_event_SPwTime(c: connection, is_orig: bool, flag: count, value: count, time48: count)
	{
	print "analog_input_event_SPwTime", flag, value, time48;
	}

event dnp3_analog_input_event_DPwTime(c: connection, is_orig: bool, flag: count, value_low: count, value_high: count,
                                      time48: count)
	{
	print "analog_input_event_DPwTime", flag, value_low, value_high, time48;
	}

event dnp3_frozen_analog_input_event_32woTime(c: connection, is_orig: bool, flag: count, frozen_value: count)
	{
	print "frozen_analog_input_event_32woTime", flag, frozen_value;
	}

event dnp3_frozen_analog_input_event_16woTime(c: connection, is_orig: bool, flag: count, frozen_value: count)
	{
	print "frozen_analog_input_event_16woTime", flag, frozen_value;
	}

event dnp3_frozen_analog_input_event_32wTime(c: connection, is_orig: bool, flag: count, frozen_value: count,
                                             time48: count)
	{
	print "frozen_analog_input_event_32wTime", flag, frozen_value, time48;
	}

event dnp3_frozen_analog_input_event_16wTime(c: connection, is_orig: bool, flag: count, frozen_value: count,
                                             time48: count)
	{
	print "frozen_analog_input_event_16wTime", flag, frozen_value, time48;
	}

event dnp3_frozen_analog_input_event_SPwoTime(c: connection, is_orig: bool, flag: count, frozen_value: count)
	{
	print "frozen_analog_input_event_SPwoTime", flag, frozen_value;
	}

event dnp3_frozen_analog_input_event_DPwoTime(c: connection, is_orig: bool, flag: count, frozen_value_low: count,
                                              frozen_value_high: count)
	{
	print "frozen_analog_input_event_DPwoTime", flag, frozen_value_low, frozen_value_high;
	}

event dnp3_frozen_analog_input_event_SPwTime(c: connection, is_orig: bool, flag: count, frozen_value: count,
                                             time48: count)
	{
	print "frozen_analog_input_event_SPwTime", flag, frozen_value, time48;
	}

event dnp3_frozen_analog_input_event_DPwTime(c: connection, is_orig: bool, flag: count, frozen_value_low: count,
                                             frozen_value_high: count, time48: count)
	{
	print "frozen_analog_input_event_DPwTime", flag, frozen_value_low, frozen_value_high, time48;
	}
