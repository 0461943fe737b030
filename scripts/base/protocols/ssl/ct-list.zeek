##! Public logs of certificates.

module SSL;

redef ct_logs += {
};
