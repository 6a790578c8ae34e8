package io.raf4j.spark.training;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.raf4j.spark.conf.Settings;
import org.apache.spark.serializer.KryoRegistrator;
import org.nd4j.kryo.Nd4jRegistrator;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Teaches Kryo the arrays of ND4J; and the records of Java, whose fields the Kryo of Spark 3.5
 * cannot reach, and settings, whose maps it cannot fill: these travel in Java's own form.
 */
public final class RafRegistrator implements KryoRegistrator {

  @Override
  public void registerClasses(Kryo kryo) {
    new Nd4jRegistrator().registerClasses(kryo);
    if (Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU) {
      kryo.register(Nd4j.getBackend().getNDArrayClass(), new TensorSerializer());
    }
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    kryo.addDefaultSerializer(Settings.class, JavaSerializer.class);
  }
}
