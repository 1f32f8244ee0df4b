package io.github.claudecache.annotation;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Leaves a mark that the auto-configuration looks for, and makes sure that proxies are
 * created even in an application without any other advice.
 */
final class ClaudeCacheRegistrar implements ImportBeanDefinitionRegistrar {

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
		String name = ClaudeCacheMarker.class.getName();
		if (!registry.containsBeanDefinition(name)) {
			RootBeanDefinition marker = new RootBeanDefinition(ClaudeCacheMarker.class);
			marker.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(name, marker);
		}
	}

}
