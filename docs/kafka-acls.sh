#!/usr/bin/env bash
# Gives each process the rights on Kafka that it needs, and none else. May be run again.
#
#   docs/kafka-acls.sh --bootstrap-server HOST:PORT [--command-config ADMIN.properties]
#
# KAFKA_ACLS       Kafka's own tool                     (kafka-acls.sh)
# TOPIC_PREFIX     as the processes' topic.prefix       (none)
# APPLICATION_ID   as application.id.prefix             (floracare)
# CLASSIFIER, GATEWAY, DRIFT, SENDER, READER, SETUP     principals (User:classifier, …)
set -euo pipefail

prefix=${TOPIC_PREFIX:-}
application=$prefix${APPLICATION_ID:-floracare}
connection=("$@")

allow() { # PRINCIPAL WORDS...
  local principal=$1
  shift
  "${KAFKA_ACLS:-kafka-acls.sh}" "${connection[@]}" --add --force --allow-principal "$principal" "$@" >/dev/null
}

topics() { # PRINCIPAL OPERATIONS TOPICS...
  local principal=$1 words=() word
  for word in ${2//,/ }; do words+=(--operation "$word"); done
  shift 2
  for word in "$@"; do words+=(--topic "$prefix$word"); done
  allow "$principal" "${words[@]}"
}

# Exactly once: a consumer group and transactions under the application's id. Before the start it is
# looked whether the brokers' settings and Kafka's own topics allow that.
streams() { # PRINCIPAL ROLE
  allow "$1" --operation DescribeConfigs --cluster
  allow "$1" --operation Describe --operation DescribeConfigs --topic __consumer_offsets --topic __transaction_state
  allow "$1" --operation Read --operation Describe --group "$application-$2" --resource-pattern-type prefixed
  allow "$1" --operation Write --operation Describe --transactional-id "$application-$2" --resource-pattern-type prefixed
}

classifier=${CLASSIFIER:-User:classifier}
topics "$classifier" Read,Describe,DescribeConfigs leaf-images leaf-images-express
topics "$classifier" Write,Describe,DescribeConfigs leaf-results leaf-replies leaf-features leaf-dead-letters
streams "$classifier" classifier

gateway=${GATEWAY:-User:gateway}
topics "$gateway" Write,Describe leaf-images leaf-images-express
topics "$gateway" Read,Describe leaf-results leaf-replies drift-reports drift-quality drift-accuracy drift-alerts
# To see how many images wait.
allow "$gateway" --operation Describe --group "$application-" --resource-pattern-type prefixed

drift=${DRIFT:-User:drift}
topics "$drift" Read,Describe,DescribeConfigs leaf-features leaf-results leaf-labels drift-baselines
topics "$drift" Read,Write,Describe,DescribeConfigs drift-reports drift-quality drift-accuracy drift-alerts
streams "$drift" drift
# Its own topics: windows in the making.
allow "$drift" --operation All --topic "$application-drift-" --resource-pattern-type prefixed

# Who sends photos and labels, and who reads results.
sender=${SENDER:-User:sender}
topics "$sender" Write,Describe leaf-images leaf-images-express leaf-labels
reader=${READER:-User:reader}
topics "$reader" Read,Describe leaf-results drift-reports drift-alerts
allow "$reader" --operation Read --group "${READER_GROUP:-reader-}" --resource-pattern-type prefixed

# Whoever runs `topics apply`, `dead-letters`, `drift accept`.
setup=${SETUP:-User:setup}
if [ -n "$prefix" ]; then
  allow "$setup" --operation All --topic "$prefix" --group "$prefix" --resource-pattern-type prefixed
else
  allow "$setup" --operation All --topic '*' --group '*'
fi
allow "$setup" --operation Describe --operation DescribeConfigs --cluster
